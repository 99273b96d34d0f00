package dev.pilotlight.drill;

import dev.pilotlight.drill.DrillNetwork.Exit;
import dev.pilotlight.plan.Drill;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.SecurityGroupId;
import dev.pilotlight.plan.SubnetId;
import dev.pilotlight.step.Guard;
import dev.pilotlight.step.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Makes sure, before anything is launched, that a drill can reach nothing but itself: a production image that is
 * started once more would otherwise consume queues and send mail. That subnets, groups and profile are not production's
 * is the plan's own rule; here it is looked up that they exist, and where the groups lead.
 */
final class CheckDrillIsolation {
    private final DrillNetwork network;

    CheckDrillIsolation(DrillNetwork network) {
        this.network = network;
    }

    /** Looks once; nothing about it passes by waiting. */
    Outcome advance(Plan plan) {
        Drill drill = DrilledPlan.drill(plan);
        if (drill.securityGroups().isEmpty()) {
            return refused(
                    "drill.securityGroups: there is none, so AWS would take the default group, which leads everywhere",
                    "name a security group whose only way out is to itself");
        }
        Set<SubnetId> existing = network.existing(drill.subnets());
        SortedMap<SecurityGroupId, List<Exit>> exits = network.exits(drill.securityGroups());
        return missing("drill.subnets", drill.subnets(), existing)
                .or(() -> missing("drill.securityGroups", drill.securityGroups(), exits.keySet()))
                .or(() -> leak(drill, exits))
                .orElseGet(() -> closed(plan, drill));
    }

    private static <T> Optional<Outcome> missing(String field, List<T> wanted, Set<T> existing) {
        return wanted.stream()
                .filter(each -> !existing.contains(each))
                .findFirst()
                .map(each -> refused(
                        field + ": there is no " + each + " in the recovery Region", "create it, or correct the plan"));
    }

    private static Optional<Outcome> leak(Drill drill, SortedMap<SecurityGroupId, List<Exit>> exits) {
        for (Map.Entry<SecurityGroupId, List<Exit>> group : exits.entrySet()) {
            for (Exit exit : group.getValue()) {
                boolean inside =
                        exit.group().filter(drill.securityGroups()::contains).isPresent();
                if (!inside) {
                    return Optional.of(refused(
                            "drill.securityGroups: " + group.getKey() + " lets traffic out to " + exit.to(),
                            "revoke that egress rule (a new group has one for all addresses); only ways to the drill's"
                                    + " own groups may stay"));
                }
            }
        }
        return Optional.empty();
    }

    private static Outcome closed(Plan plan, Drill drill) {
        SortedMap<String, Object> evidence = new TreeMap<>();
        evidence.put(
                "securityGroups",
                drill.securityGroups().stream().map(SecurityGroupId::value).toList());
        evidence.put("subnets", drill.subnets().stream().map(SubnetId::value).toList());
        evidence.put("instanceProfile", drill.instanceProfile());
        evidence.put("leftOut", DrilledPlan.leftOut(plan));
        return Outcome.done(evidence);
    }

    private static Outcome refused(String why, String remedy) {
        return new Outcome.Refused(Guard.DRILL_NOT_ISOLATED, why, remedy);
    }
}
