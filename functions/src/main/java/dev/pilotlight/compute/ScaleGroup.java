package dev.pilotlight.compute;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Deed;
import dev.pilotlight.journal.Deeds;
import dev.pilotlight.journal.Entry;
import dev.pilotlight.journal.HeldCapacity;
import dev.pilotlight.journal.Lease;
import dev.pilotlight.journal.Settlement;
import dev.pilotlight.plan.InstanceId;
import dev.pilotlight.plan.ScalingTier;
import dev.pilotlight.step.Guard;
import dev.pilotlight.step.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Raises the desired capacity of a tier's Auto Scaling group to what the plan wants, and lowers it again to what it
 * was. A group that is larger already is left as it is: it may have been raised by an earlier epoch, or by people.
 */
final class ScaleGroup {
    /** The kind of the journal's entry that says what a group was like before it was raised. */
    private static final String BEFORE = "scaling-before";

    private static final Pattern SIZE = Pattern.compile("[0-9]+ to (?<to>[0-9]{1,6}), change [0-9]+");

    /** After this long the minimum is enough: the group goes on trying, and capacity may not come. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /** Far longer than a request without an answer takes to have its effect. */
    private static final Duration LATE = Duration.ofMinutes(2);

    private final ScalingGroups groups;
    private final ScalingTier tier;
    private final List<Entry> memory;
    private final Deeds deeds;

    ScaleGroup(ScalingGroups groups, ScalingTier tier, Lease lease) {
        this(groups, tier, lease.history(), Deeds.of(lease));
    }

    /**
     * @param memory the entries in which what the group was like is looked for; the newest epoch that says it counts
     */
    ScaleGroup(ScalingGroups groups, ScalingTier tier, List<Entry> memory, Deeds deeds) {
        this.groups = groups;
        this.tier = tier;
        this.memory = memory;
        this.deeds = deeds;
    }

    /** Takes the next step towards the wanted number of instances in service. */
    Outcome raise(Instant since, Instant now) {
        Optional<ScalingGroup> found = groups.named(tier.group());
        if (found.isEmpty()) {
            return absent();
        }
        ScalingGroup group = found.get();
        if (group.desired() < tier.count()) {
            return raise(group);
        }
        settle(Act.Kind.RAISE_GROUP, new Settlement.Happened(Map.of("desired", group.desired())));
        return waitForInstances(group, since.plus(PATIENCE).isBefore(now));
    }

    private Outcome raise(ScalingGroup group) {
        if (!group.launching()) {
            return new Outcome.Refused(
                    Guard.NO_CAPACITY,
                    "tier " + tier.name() + ": the group " + group.name() + " may not launch, its process is suspended",
                    "resume it: aws autoscaling resume-processes --auto-scaling-group-name " + group.name()
                            + " --scaling-processes Launch; then start again");
        }
        if (before().isEmpty()) {
            deeds.note(BEFORE, Map.of("group", group.name(), "desired", group.desired(), "largest", group.largest()));
        }
        int largest = Math.max(group.largest(), tier.count());
        deeds.carryOut(act(Act.Kind.RAISE_GROUP, group.desired(), tier.count()), permit -> {
            groups.raise(permit, tier.group(), tier.count(), largest);
            return Map.of("desired", tier.count());
        });
        return new Outcome.Pending("the group " + group.name() + " was raised to " + tier.count());
    }

    private Outcome waitForInstances(ScalingGroup group, boolean impatient) {
        if (group.instances().size() >= tier.minimum()) {
            HeldCapacity.note(deeds, tier.name(), group.instances().size());
        }
        int serving = group.serving().size();
        boolean enough = serving >= tier.count() || (impatient && serving >= tier.minimum());
        if (enough) {
            SortedMap<String, Object> evidence = new TreeMap<>();
            evidence.put("tier", tier.name());
            evidence.put("group", group.name());
            evidence.put(
                    "instances", group.serving().stream().map(InstanceId::value).toList());
            evidence.put("wanted", tier.count());
            return Outcome.done(evidence);
        }
        if (impatient) {
            return new Outcome.Refused(
                    Guard.NO_CAPACITY,
                    "tier " + tier.name() + ": " + serving + " of at least " + tier.minimum()
                            + " instances of the group " + group.name() + " are in service",
                    "see why: aws autoscaling describe-scaling-activities --auto-scaling-group-name " + group.name());
        }
        return new Outcome.Pending("tier " + tier.name() + ": " + serving + " of " + tier.count()
                + " instances of the group " + group.name() + " are in service");
    }

    /**
     * Takes the next step back to what the group was before this epoch raised it.
     *
     * @return what is still to come; empty when nothing is
     */
    Optional<Outcome> lower(Instant now) {
        Optional<JsonNode> before = before();
        Optional<ScalingGroup> found = before.isEmpty() ? Optional.empty() : groups.named(tier.group());
        if (before.isEmpty() || found.isEmpty()) {
            return Optional.empty();
        }
        int desired = before.get().path("desired").asInt();
        ScalingGroup group = found.get();
        if (group.desired() > desired) {
            int largest = before.get().path("largest").asInt();
            deeds.carryOut(act(Act.Kind.LOWER_GROUP, group.desired(), desired), permit -> {
                groups.lower(permit, tier.group(), desired, largest);
                return Map.of("desired", desired);
            });
            return waiting("the group " + group.name() + " was lowered to " + desired);
        }
        if (deeds.of(Act.Kind.RAISE_GROUP, tier.group()).stream()
                .anyMatch(deed -> deed.open() && deed.at().plus(LATE).isAfter(now))) {
            return waiting("waiting to see whether the group " + group.name() + " is still being raised");
        }
        settle(Act.Kind.RAISE_GROUP, new Settlement.DidNotHappen("the group's desired capacity is " + group.desired()));
        settle(Act.Kind.LOWER_GROUP, new Settlement.Happened(Map.of("desired", group.desired())));
        return group.instances().size() > desired
                ? waiting("waiting until the group " + group.name() + " has only " + desired + " instances")
                : Optional.empty();
    }

    private static Optional<Outcome> waiting(String why) {
        return Optional.of(new Outcome.Pending(why));
    }

    private Act act(Act.Kind kind, int from, int to) {
        long change =
                deeds.of(kind, tier.group()).stream().filter(Deed::happened).count() + 1;
        return new Act(kind, tier.group(), from + " to " + to + ", change " + change);
    }

    /** The desired capacity that an act asks for. */
    static int wanted(Act act) {
        Matcher size = SIZE.matcher(act.token());
        if (!size.matches()) {
            throw new IllegalArgumentException("'" + act.token() + "' is not the change of a group");
        }
        return Integer.parseInt(size.group("to"));
    }

    private void settle(Act.Kind kind, Settlement settlement) {
        deeds.settleOpen(kind, tier.group(), settlement);
    }

    /** What the group was like before this run, or one that it has taken over, raised it. */
    private Optional<JsonNode> before() {
        return memory.stream()
                .filter(entry -> entry.kind().equals(BEFORE))
                .map(Entry::facts)
                .filter(body -> body.path("group").asText().equals(tier.group()))
                .findFirst();
    }

    private Outcome absent() {
        return new Outcome.Refused(
                Guard.INVALID_INPUT,
                "tier " + tier.name() + ": there is no Auto Scaling group named " + tier.group()
                        + " in the recovery Region",
                "create it with a desired capacity of 0, or correct the tier's group in the plan");
    }
}
