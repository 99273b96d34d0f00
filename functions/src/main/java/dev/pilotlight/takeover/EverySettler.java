package dev.pilotlight.takeover;

import dev.pilotlight.aws.AwsClients;
import dev.pilotlight.aws.Surroundings;
import dev.pilotlight.binding.BindingSettler;
import dev.pilotlight.binding.SecretsManagerSecrets;
import dev.pilotlight.binding.SystemsManagerParameters;
import dev.pilotlight.compute.ComputeSettler;
import dev.pilotlight.compute.Ec2Instances;
import dev.pilotlight.compute.Ec2ScalingGroups;
import dev.pilotlight.compute.ElasticTargetGroups;
import dev.pilotlight.database.AuroraFailoverSnapshots;
import dev.pilotlight.database.AuroraGlobalDatabases;
import dev.pilotlight.database.DatabaseSettler;
import dev.pilotlight.database.SnapshotSettler;
import dev.pilotlight.fence.FenceSettler;
import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.DynamoJournalTable;
import dev.pilotlight.journal.OpenIntent;
import dev.pilotlight.journal.Settler;
import dev.pilotlight.journal.Trace;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.traffic.TrafficControls;
import dev.pilotlight.traffic.TrafficSettler;

/**
 * Asks the feature whose act it is. The switch names every kind and has no default, so the compiler wants an answer for
 * each new one.
 */
record EverySettler(
        ComputeSettler compute,
        DatabaseSettler database,
        SnapshotSettler snapshots,
        BindingSettler bindings,
        TrafficSettler traffic,
        FenceSettler fence)
        implements Settler {

    /** Everybody, over the Regions of a plan, for one invocation. */
    static EverySettler of(Plan plan, Surroundings surroundings) {
        AwsClients clients = surroundings.clients();
        return new EverySettler(
                new ComputeSettler(
                        new Ec2Instances(clients.ec2(plan.regions().recovery())),
                        new Ec2ScalingGroups(clients.autoScaling()),
                        new ElasticTargetGroups(clients.loadBalancing())),
                new DatabaseSettler(new AuroraGlobalDatabases(clients)),
                new SnapshotSettler(new AuroraFailoverSnapshots(clients)),
                new BindingSettler(
                        new SystemsManagerParameters(clients.ssm()),
                        new SecretsManagerSecrets(
                                clients.secrets(), surroundings.settings().region())),
                new TrafficSettler(TrafficControls.of(
                        plan,
                        clients,
                        new DynamoJournalTable(
                                clients.dynamoDb(), surroundings.settings().table()))),
                FenceSettler.of(plan, clients));
    }

    @Override
    public Trace look(Plan plan, OpenIntent intent) {
        Act act = intent.act();
        return switch (act.kind()) {
            case CREATE_IMAGE, COPY_IMAGE, TAG_IMAGE, DEREGISTER_IMAGE, DELETE_IMAGE_SNAPSHOT ->
                new Trace.Unclear("who copies images gives way to a failover, and finds what it has copied again");
            case CREATE_DRILL_SNAPSHOT,
                    RESTORE_DRILL_CLUSTER,
                    CREATE_DRILL_INSTANCE,
                    DELETE_DRILL_INSTANCE,
                    DELETE_DRILL_CLUSTER,
                    DELETE_DRILL_SNAPSHOT,
                    DELETE_DRILL_VOLUME ->
                new Trace.Unclear("a drill gives way to a failover, and what it has left is swept afterwards");
            case LAUNCH_INSTANCES -> compute.launched(plan, act);
            case TERMINATE_INSTANCES -> compute.terminated(plan, act);
            case REGISTER_TARGETS -> compute.registered(act);
            case DEREGISTER_TARGETS -> compute.deregistered(act);
            case RAISE_GROUP -> compute.raised(act);
            case LOWER_GROUP -> compute.lowered(act);
            case CREATE_DATABASE_INSTANCE -> database.instanceCreated(plan, act);
            case DELETE_DATABASE_INSTANCE -> database.instanceDeleted(plan, act);
            case DETACH_CLUSTER -> database.detached(plan, act);
            case FAILOVER_GLOBAL_CLUSTER -> database.failedOver(plan, act);
            case COPY_SNAPSHOT -> snapshots.copied(plan, act);
            case BIND_PARAMETER -> bindings.parameterBound(act);
            case PROMOTE_SECRET -> bindings.secretPromoted(act);
            case BIND_SECRET -> bindings.secretBound(act);
            case SHIFT_TRAFFIC -> traffic.shifted(act);
            case SNAPSHOT_CLUSTER,
                    LEAVE_GLOBAL_CLUSTER,
                    KEEP_CLUSTER,
                    DELETE_GLOBAL_CLUSTER,
                    CREATE_GLOBAL_CLUSTER,
                    CREATE_SECONDARY_CLUSTER,
                    SWITCH_OVER_GLOBAL_CLUSTER,
                    SHIFT_TRAFFIC_HOME -> new Trace.Unclear("a failback goes on by itself, and finds what it has done");
            case SNAPSHOT_OLD_CLUSTER,
                    UNPROTECT_OLD_CLUSTER,
                    PROTECT_OLD_CLUSTER,
                    DELETE_OLD_INSTANCE,
                    DELETE_OLD_CLUSTER ->
                new Trace.Unclear("who deletes old data gives way to a failover, and asks again afterwards");
            case CREATE_NETWORK_ACL -> fence.networkAclCreated(plan, intent);
            case CLOSE_SUBNET, REOPEN_SUBNET -> fence.subnetMoved(act);
            case DELETE_NETWORK_ACL -> fence.networkAclDeleted(plan, intent);
            case STOP_INSTANCES -> fence.instancesStopped(plan, act);
            case START_INSTANCES -> fence.instancesStarted(plan, act);
            case EMPTY_OLD_GROUP -> fence.groupEmptied(act);
            case REFILL_OLD_GROUP -> fence.groupRefilled(act);
            case CALL_FENCE_FUNCTION, LIFT_FENCE_FUNCTION -> fence.functionCalled(act);
        };
    }
}
