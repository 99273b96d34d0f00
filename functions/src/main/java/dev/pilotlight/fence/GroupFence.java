package dev.pilotlight.fence;

import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Deed;
import dev.pilotlight.journal.Deeds;
import dev.pilotlight.journal.Settlement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Empties the Auto Scaling groups of the old compute: a group would replace whatever is stopped. What it was like
 * before is in the journal, and is given back exactly; the instances themselves are others then.
 */
final class GroupFence {
    /** How long a request whose answer was lost is waited for: longer than it takes to arrive. */
    private static final Duration LATE = Duration.ofMinutes(2);

    private final OldGroups groups;

    GroupFence(OldGroups groups) {
        this.groups = groups;
    }

    /** Empties those that are not empty yet. */
    void empty(Deeds deeds, SortedSet<String> names) {
        for (String name : names) {
            Optional<GroupSize> size = groups.size(name);
            if (size.filter(had -> !had.equals(GroupSize.NONE)).isPresent()) {
                deeds.carryOut(size.get().act(Act.Kind.EMPTY_OLD_GROUP, name), permit -> {
                    groups.empty(permit, name);
                    return Map.of();
                });
            }
            deeds.settleOpen(Act.Kind.EMPTY_OLD_GROUP, name, new Settlement.Happened(Map.of()));
        }
    }

    /**
     * Gives those that were emptied back what they had.
     *
     * @return why that is not done yet; empty once it is, or when none was emptied
     */
    Optional<String> refill(Deeds deeds, Instant now) {
        for (String name : emptied(deeds)) {
            Optional<String> waiting = refill(deeds, name, now);
            if (waiting.isPresent()) {
                return waiting;
            }
        }
        return Optional.empty();
    }

    private Optional<String> refill(Deeds deeds, String name, Instant now) {
        List<Deed> empties = notFailed(deeds, Act.Kind.EMPTY_OLD_GROUP, name);
        Deed last = empties.getLast();
        boolean given = notFailed(deeds, Act.Kind.REFILL_OLD_GROUP, name).stream()
                .anyMatch(refill -> refill.sequence() > last.sequence());
        Optional<GroupSize> size = groups.size(name);
        if (size.filter(GroupSize.NONE::equals).isPresent()) {
            GroupSize before = GroupSize.of(firstSince(deeds, name, empties).act());
            deeds.carryOut(before.act(Act.Kind.REFILL_OLD_GROUP, name), permit -> {
                groups.refill(permit, name, before);
                return Map.of();
            });
            return Optional.of("giving the group " + name + " back what it had: " + before);
        }
        if (!given && last.open() && last.at().plus(LATE).isAfter(now)) {
            return Optional.of("waiting to see whether the group " + name + " is emptied after all");
        }
        deeds.settleOpen(
                Act.Kind.EMPTY_OLD_GROUP,
                name,
                given
                        ? new Settlement.Happened(Map.of())
                        : new Settlement.DidNotHappen("the group " + name + " is not empty"));
        deeds.settleOpen(Act.Kind.REFILL_OLD_GROUP, name, new Settlement.Happened(Map.of()));
        return Optional.empty();
    }

    /** The first time that it was emptied since it was last given back what it had: later ones found less. */
    private static Deed firstSince(Deeds deeds, String name, List<Deed> empties) {
        long given = deeds.of(Act.Kind.REFILL_OLD_GROUP, name).stream()
                .filter(Deed::happened)
                .mapToLong(Deed::sequence)
                .max()
                .orElse(0);
        return empties.stream()
                .filter(empty -> empty.sequence() > given)
                .findFirst()
                .orElse(empties.getLast());
    }

    private static SortedSet<String> emptied(Deeds deeds) {
        return deeds.of(Act.Kind.EMPTY_OLD_GROUP).stream()
                .filter(deed -> !deed.failed())
                .map(deed -> deed.act().target())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<Deed> notFailed(Deeds deeds, Act.Kind kind, String name) {
        return deeds.of(kind, name).stream().filter(deed -> !deed.failed()).toList();
    }
}
