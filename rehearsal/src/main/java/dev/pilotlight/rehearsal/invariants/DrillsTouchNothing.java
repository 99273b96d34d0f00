package dev.pilotlight.rehearsal.invariants;

import dev.pilotlight.plan.Drill;
import dev.pilotlight.plan.SecurityGroupId;
import dev.pilotlight.plan.SubnetId;
import dev.pilotlight.plan.TargetGroupArn;
import dev.pilotlight.rehearsal.truth.Effect;
import dev.pilotlight.rehearsal.truth.Invocation;
import dev.pilotlight.rehearsal.truth.Truth;
import dev.pilotlight.twin.wire.HttpRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * S12: a drill never promotes, never changes traffic, never touches production data, and leaves nothing. What it may
 * change is what carries its own marks: the tag on instances, the prefix of names in RDS, the plan's place for drills.
 */
final class DrillsTouchNothing implements Invariant {
    /** What a drill may ask for; anything else that changes something is none of its business. */
    private static final Set<String> ALLOWED = Set.of(
            "RunInstances",
            "TerminateInstances",
            "DeleteVolume",
            "RegisterTargets",
            "DeregisterTargets",
            "CreateDBClusterSnapshot",
            "RestoreDBClusterFromSnapshot",
            "CreateDBInstance",
            "DeleteDBInstance",
            "DeleteDBCluster",
            "DeleteDBClusterSnapshot");

    /** The parameter that names what an operation of RDS makes or ends. */
    private static final Map<String, String> NAMES = Map.of(
            "CreateDBClusterSnapshot", "DBClusterSnapshotIdentifier",
            "RestoreDBClusterFromSnapshot", "DBClusterIdentifier",
            "CreateDBInstance", "DBClusterIdentifier",
            "DeleteDBInstance", "DBInstanceIdentifier",
            "DeleteDBCluster", "DBClusterIdentifier",
            "DeleteDBClusterSnapshot", "DBClusterSnapshotIdentifier");

    @Override
    public String id() {
        return "S12";
    }

    @Override
    public String promise() {
        return "a drill changes nothing but what is its own, and leaves nothing";
    }

    @Override
    public Optional<String> after(Effect effect, Truth truth) {
        boolean drill =
                effect.invocation().filter(DrillsTouchNothing::isInDrill).isPresent();
        return drill && effect.mutated() && !isOwn(effect, truth)
                ? Optional.of(effect + " took effect in a drill")
                : Optional.empty();
    }

    /** An image is booted in the place of drills too, by a run that is none. */
    private static boolean isInDrill(Invocation invocation) {
        return invocation.drill() || invocation.function().equals("TestBoot");
    }

    @Override
    public Optional<String> atEnd(Ending ending, Truth truth) {
        boolean drill = truth.journal().entries(truth.epoch()).stream()
                .anyMatch(entry -> entry.is("opened") && entry.text("purpose").equals("drill"));
        boolean over = ending.succeeded() || ending.stoppedSafely();
        List<String> remains = truth.remainsOfDrills();
        return drill && over && !ending.joined() && !remains.isEmpty()
                ? Optional.of(ending.execution() + " ended as " + ending.verdict() + " and has left " + remains)
                : Optional.empty();
    }

    private static boolean isOwn(Effect effect, Truth truth) {
        String operation = effect.call().operation();
        Map<String, String> sent = HttpRequest.form(effect.call().request().text());
        String name = sent.getOrDefault(NAMES.getOrDefault(operation, ""), "pilotlight-drill-");
        return ALLOWED.contains(operation)
                && name.startsWith("pilotlight-drill-")
                && isInItsPlace(operation, sent, truth);
    }

    private static boolean isInItsPlace(String operation, Map<String, String> sent, Truth truth) {
        Drill drill = truth.plan().drill();
        if (drill == null) {
            return false;
        }
        return switch (operation) {
            case "RunInstances" ->
                drill.subnets().contains(new SubnetId(sent.getOrDefault("SubnetId", "")))
                        && drill.instanceProfile().equals(sent.get("IamInstanceProfile.Name"))
                        && drill.securityGroups()
                                .contains(new SecurityGroupId(sent.getOrDefault("SecurityGroupId.1", "")));
            case "TerminateInstances" -> truth.isOfDrill(sent.getOrDefault("InstanceId.1", ""));
            case "RegisterTargets", "DeregisterTargets" ->
                drill.targetGroups().contains(new TargetGroupArn(sent.getOrDefault("TargetGroupArn", "")));
            default -> true;
        };
    }
}
