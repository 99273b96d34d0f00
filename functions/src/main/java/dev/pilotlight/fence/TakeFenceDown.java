package dev.pilotlight.fence;

import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Deed;
import dev.pilotlight.journal.Deeds;
import dev.pilotlight.journal.Lease;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.Words;
import dev.pilotlight.step.BrokenConfigurationException;
import dev.pilotlight.step.Guard;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.RetryableThrottledException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Undoes {@link FencePrimary}: gives the primary back what this run, and those that it has taken over, have taken from
 * it, and leaves what other epochs have taken. There may be nothing to undo, and what was asked for may only take
 * effect now; it is done when every act of the fence is settled and undone.
 */
public final class TakeFenceDown {
    private final List<Barrier> barriers;

    TakeFenceDown(List<Barrier> barriers) {
        this.barriers = List.copyOf(barriers);
    }

    /** Looks at what is left of the fence and takes the next step towards its end. */
    public Outcome advance(Plan plan, Lease lease, Instant now) {
        return advance(plan, Deeds.of(lease), now);
    }

    /** The same for what failovers before this run have left standing, on the way home. */
    Outcome advanceAtHome(Plan plan, Lease lease, Instant now) {
        return advance(plan, Deeds.withEarlierFences(lease), now);
    }

    private Outcome advance(Plan plan, Deeds deeds, Instant now) {
        FenceRecord.of(deeds).noteDown();
        List<String> standing = new ArrayList<>();
        for (Barrier barrier : barriers) {
            try {
                lower(barrier, deeds, now).ifPresent(why -> standing.add(Words.of(barrier.method()) + ": " + why));
            } catch (BrokenConfigurationException rejected) {
                return new Outcome.Refused(
                        Guard.FENCE_STANDING,
                        Words.of(barrier.method()) + ": " + rejected.getMessage(),
                        remedy(plan, deeds));
            }
        }
        return standing.isEmpty()
                ? Outcome.done(Map.of("fence", "down"))
                : new Outcome.Pending(
                        String.join("; ", standing), Duration.ofSeconds(1), Map.of("remedy", remedy(plan, deeds)));
    }

    private static Optional<String> lower(Barrier barrier, Deeds deeds, Instant now) {
        try {
            return barrier.lower(deeds, now);
        } catch (PrimarySilentException silent) {
            return Optional.of("what was done cannot be seen: " + silent.getMessage());
        } catch (RetryableThrottledException throttled) {
            return Optional.of(String.valueOf(throttled.getMessage()));
        }
    }

    /** What a person does when nothing answers us for too long. */
    private static String remedy(Plan plan, Deeds deeds) {
        String region = plan.regions().primary().value();
        List<String> steps = new ArrayList<>();
        String subnets = undone(deeds, Act.Kind.CLOSE_SUBNET)
                .map(deed -> Move.of(deed.act()))
                .map(move -> move.subnet() + " back behind " + move.from())
                .distinct()
                .collect(Collectors.joining(", "));
        if (!subnets.isEmpty()) {
            steps.add("put " + subnets + " (aws ec2 describe-network-acls and replace-network-acl-association --region "
                    + region + ")");
        }
        String instances = undone(deeds, Act.Kind.STOP_INSTANCES)
                .map(deed -> deed.act().target())
                .distinct()
                .collect(Collectors.joining(" "));
        if (!instances.isEmpty()) {
            steps.add("start what should run: aws ec2 start-instances --region " + region + " --instance-ids "
                    + instances);
        }
        undone(deeds, Act.Kind.EMPTY_OLD_GROUP).forEach(deed -> steps.add(refill(region, deed.act())));
        undone(deeds, Act.Kind.CALL_FENCE_FUNCTION)
                .map(deed -> deed.act().target())
                .distinct()
                .forEach(function -> steps.add("undo what " + function + " has done"));
        steps.add("resume this run, which sees that nothing is left to undo");
        return String.join("; ", steps);
    }

    private static String refill(String region, Act act) {
        GroupSize size = GroupSize.of(act);
        return "give the group " + act.target()
                + " back what it had: aws autoscaling update-auto-scaling-group --region "
                + region + " --auto-scaling-group-name " + act.target() + " --min-size " + size.smallest()
                + " --desired-capacity " + size.desired() + " --max-size " + size.largest();
    }

    private static Stream<Deed> undone(Deeds deeds, Act.Kind kind) {
        return deeds.of(kind).stream().filter(deed -> !deed.failed());
    }
}
