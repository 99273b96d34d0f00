package dev.pilotlight.fence;

import dev.pilotlight.journal.Act;
import dev.pilotlight.plan.SubnetId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A subnet's change from one network ACL to another. The journal keeps it as the token of the act, so that it can be
 * undone exactly.
 */
record Move(SubnetId subnet, NetworkAclId from, NetworkAclId to) {
    private static final Pattern TOKEN = Pattern.compile("(?<from>acl-[0-9a-f]+) to (?<to>acl-[0-9a-f]+)");

    Act act(Act.Kind kind) {
        return new Act(kind, subnet.value(), from + " to " + to);
    }

    Move back() {
        return new Move(subnet, to, from);
    }

    /** The move that an act in the journal stands for. */
    static Move of(Act act) {
        Matcher parts = TOKEN.matcher(act.token());
        if (!parts.matches()) {
            throw new IllegalArgumentException("'" + act.token() + "' is not a move between two network ACLs");
        }
        return new Move(
                new SubnetId(act.target()), new NetworkAclId(parts.group("from")), new NetworkAclId(parts.group("to")));
    }
}
