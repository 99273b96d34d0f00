package dev.pilotlight.fence;

import dev.pilotlight.journal.Act;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How large an Auto Scaling group is to be. The journal keeps it as the token of the act that empties the group, so
 * that it can be given back exactly.
 *
 * @param smallest how many instances it has at least
 * @param desired how many it tries to have
 * @param largest how many it may have at most
 */
record GroupSize(int smallest, int desired, int largest) {
    /** Nothing, and no scaling policy can make it more. */
    static final GroupSize NONE = new GroupSize(0, 0, 0);

    private static final Pattern TOKEN =
            Pattern.compile("min (?<smallest>[0-9]{1,6}), desired (?<desired>[0-9]{1,6}), max (?<largest>[0-9]{1,6})");

    GroupSize {
        if (smallest < 0 || desired < smallest || largest < desired) {
            throw new IllegalArgumentException("a group cannot want " + desired + " instances, with at least "
                    + smallest + " and at most " + largest);
        }
    }

    Act act(Act.Kind kind, String group) {
        return new Act(kind, group, toString());
    }

    /** The size that a group had before an act, or is to have after it. */
    static GroupSize of(Act act) {
        Matcher parts = TOKEN.matcher(act.token());
        if (!parts.matches()) {
            throw new IllegalArgumentException("'" + act.token() + "' is not the size of a group");
        }
        return new GroupSize(
                Integer.parseInt(parts.group("smallest")),
                Integer.parseInt(parts.group("desired")),
                Integer.parseInt(parts.group("largest")));
    }

    @Override
    public String toString() {
        return "min " + smallest + ", desired " + desired + ", max " + largest;
    }
}
