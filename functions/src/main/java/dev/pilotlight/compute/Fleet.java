package dev.pilotlight.compute;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pilotlight.journal.Deed;
import dev.pilotlight.plan.InstanceId;
import dev.pilotlight.plan.InstanceTier;
import dev.pilotlight.step.Run;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The instances of one tier over all epochs, as far as they are known: those that EC2 describes, and those that this
 * epoch has launched and that EC2 does not describe yet. Not being described is not being absent.
 *
 * @param living those that serve or will, the ones to be used first
 * @param missing how many are to be launched
 * @param launched how many this epoch has launched
 * @param exhausted the places in which this epoch got fewer instances than it ordered
 * @param image the image of the first living instance, or an empty text
 */
record Fleet(List<InstanceId> living, int missing, int launched, Set<Placement> exhausted, String image) {
    /** Far longer than EC2 takes to describe what it has launched. */
    private static final Duration UNDESCRIBED = Duration.ofMinutes(10);

    /** @param orders what this epoch has ordered for the tier */
    static Fleet of(InstanceTier tier, List<Instance> described, List<Deed> orders, Run run, Instant now) {
        Set<InstanceId> known = described.stream().map(Instance::id).collect(Collectors.toSet());
        Set<InstanceId> living = new TreeSet<>(living(tier.name(), described));
        Set<Placement> exhausted = new LinkedHashSet<>();
        int launched = 0;
        for (Deed deed : orders) {
            List<InstanceId> ids = ids(deed);
            launched += ids.size();
            if (deed.at().plus(UNDESCRIBED).isAfter(now)) {
                ids.stream().filter(id -> !known.contains(id)).forEach(living::add);
            }
            LaunchOrder order = LaunchOrder.of(run, deed.act());
            if (!deed.open() && ids.size() < order.count()) {
                exhausted.add(order.placement());
            }
        }
        String image = described.stream()
                .filter(instance -> living.contains(instance.id()))
                .map(instance -> instance.image().value())
                .findFirst()
                .orElse("");
        return new Fleet(List.copyOf(living), tier.count() - living.size(), launched, exhausted, image);
    }

    static List<InstanceId> living(String tier, List<Instance> described) {
        return described.stream()
                .filter(instance -> instance.tier().equals(tier) && instance.lives())
                .map(Instance::id)
                .toList();
    }

    static List<InstanceId> ids(Deed deed) {
        return deed.evidence()
                .path("instances")
                .valueStream()
                .map(JsonNode::asText)
                .map(InstanceId::new)
                .toList();
    }
}
