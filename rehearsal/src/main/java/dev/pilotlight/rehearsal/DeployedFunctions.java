package dev.pilotlight.rehearsal;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.pilotlight.approval.AcceptFenceFunction;
import dev.pilotlight.approval.AnswerApprovalFunction;
import dev.pilotlight.approval.AskForApprovalFunction;
import dev.pilotlight.approval.DecideFunction;
import dev.pilotlight.aws.Surroundings;
import dev.pilotlight.binding.BindFunction;
import dev.pilotlight.compute.LaunchInstancesFunction;
import dev.pilotlight.compute.ReleaseInstancesFunction;
import dev.pilotlight.compute.RetireInstancesFunction;
import dev.pilotlight.database.KeepSnapshotsFunction;
import dev.pilotlight.database.PromoteDatabaseFunction;
import dev.pilotlight.database.ReadLagFunction;
import dev.pilotlight.database.ReleaseDatabasesFunction;
import dev.pilotlight.drill.CheckDrillIsolationFunction;
import dev.pilotlight.drill.LaunchDrillFunction;
import dev.pilotlight.drill.RecordDrillFunction;
import dev.pilotlight.drill.RestoreDrillDatabaseFunction;
import dev.pilotlight.drill.SweepDrillsFunction;
import dev.pilotlight.drill.TearDrillDownFunction;
import dev.pilotlight.drill.TestBootFunction;
import dev.pilotlight.evacuation.CloseEvacuationFunction;
import dev.pilotlight.evacuation.EvacuatePlanFunction;
import dev.pilotlight.evacuation.PlanEvacuationFunction;
import dev.pilotlight.failback.ApproveFailbackFunction;
import dev.pilotlight.failback.RebuildReplicationFunction;
import dev.pilotlight.failback.RetireOldDataFunction;
import dev.pilotlight.failback.SurveyHomeFunction;
import dev.pilotlight.failback.SwitchOverFunction;
import dev.pilotlight.fence.FencePrimaryFunction;
import dev.pilotlight.fence.LookAtFenceFunction;
import dev.pilotlight.fence.TakeFenceDownFunction;
import dev.pilotlight.image.CopyImagesFunction;
import dev.pilotlight.image.RetireImagesFunction;
import dev.pilotlight.image.StartImageSyncFunction;
import dev.pilotlight.journal.AnnounceFunction;
import dev.pilotlight.journal.CloseAbandonedRunFunction;
import dev.pilotlight.journal.CloseRecordFunction;
import dev.pilotlight.journal.ContinueRunFunction;
import dev.pilotlight.journal.OpenRecordFunction;
import dev.pilotlight.journal.StopRunFunction;
import dev.pilotlight.outage.AssessOutageFunction;
import dev.pilotlight.outage.CheckRecoveryRegionFunction;
import dev.pilotlight.outage.StartFailoverFunction;
import dev.pilotlight.readiness.CheckReadinessFunction;
import dev.pilotlight.readiness.FindPlansFunction;
import dev.pilotlight.readiness.ReportReadinessFunction;
import dev.pilotlight.site.CheckSiteFunction;
import dev.pilotlight.takeover.TakeOverFunction;
import dev.pilotlight.traffic.PublishSwitchesFunction;
import dev.pilotlight.traffic.ShiftTrafficFunction;
import dev.pilotlight.traffic.ShiftTrafficHomeFunction;
import dev.pilotlight.twin.service.lambda.Functions;
import dev.pilotlight.twin.service.lambda.Handler;
import dev.pilotlight.witness.WitnessFunction;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/** The functions that template.yaml deploys, by their names there, ready to be deployed in a twin. */
public final class DeployedFunctions {
    /** The function of trigger/witness.yaml. */
    public static final String WITNESS = "Witness";

    private static final ScopedValue<String> RUNNING = ScopedValue.newInstance();

    private static final Map<String, Function<Surroundings, RequestStreamHandler>> ALL = all();

    private DeployedFunctions() {}

    /** Their names: the logical ids of template.yaml without the ending {@code Function}. */
    public static Set<String> names() {
        return ALL.keySet();
    }

    /**
     * Puts every function into a twin.
     *
     * @param wrapping what stands around each of them
     */
    static void deploy(Functions functions, Surroundings surroundings, Rigging.Wrapping wrapping) {
        ALL.forEach((name, constructor) -> functions.deploy(
                name, wrapping.around(name, surroundings, handler(name, constructor.apply(surroundings)))));
    }

    /**
     * Puts the function of trigger/witness.yaml into a twin.
     *
     * @param surroundings of a third Region
     * @param wrapping what stands around it
     */
    static void deployWitness(Functions functions, Surroundings surroundings, Rigging.Wrapping wrapping) {
        functions.deploy(
                WITNESS, wrapping.around(WITNESS, surroundings, handler(WITNESS, new WitnessFunction(surroundings))));
    }

    /** Credentials that name the function which is running, as its role would on AWS. */
    public static AwsCredentialsProvider credentials() {
        return DeployedFunctions::roleOfTheRunningFunction;
    }

    private static AwsCredentials roleOfTheRunningFunction() {
        return AwsBasicCredentials.create(running(), "no-secret-in-a-twin");
    }

    /** The function that the calling thread runs; {@code nobody} when it runs none. */
    public static String running() {
        return RUNNING.isBound() ? RUNNING.get() : "nobody";
    }

    /** A function as a twin runs it. */
    public static Handler handler(String name, RequestStreamHandler function) {
        return (event, answer) -> ScopedValue.where(RUNNING, name).call(() -> {
            function.handleRequest(event, answer, new InvocationContext(name));
            return name;
        });
    }

    private static Map<String, Function<Surroundings, RequestStreamHandler>> all() {
        Map<String, Function<Surroundings, RequestStreamHandler>> all = new TreeMap<>();
        all.put("AcceptFence", AcceptFenceFunction::new);
        all.put("Announce", AnnounceFunction::new);
        all.put("AnswerApproval", AnswerApprovalFunction::new);
        all.put("ApproveFailback", ApproveFailbackFunction::new);
        all.put("AskForApproval", AskForApprovalFunction::new);
        all.put("AssessOutage", AssessOutageFunction::new);
        all.put("Bind", BindFunction::new);
        all.put("BindAtHome", BindFunction::new);
        all.put("CheckReadiness", CheckReadinessFunction::new);
        all.put("CheckDrillIsolation", CheckDrillIsolationFunction::new);
        all.put("CheckRecoveryRegion", CheckRecoveryRegionFunction::new);
        all.put("CheckSite", CheckSiteFunction::new);
        all.put("CloseAbandonedRun", CloseAbandonedRunFunction::new);
        all.put("CloseEvacuation", CloseEvacuationFunction::new);
        all.put("CloseRecord", CloseRecordFunction::new);
        all.put("ContinueRun", ContinueRunFunction::new);
        all.put("CopyImages", CopyImagesFunction::new);
        all.put("CopyImagesHome", CopyImagesFunction::new);
        all.put("Decide", DecideFunction::new);
        all.put("EvacuatePlan", EvacuatePlanFunction::new);
        all.put("FencePrimary", FencePrimaryFunction::new);
        all.put("FindPlans", FindPlansFunction::new);
        all.put("KeepSnapshots", KeepSnapshotsFunction::new);
        all.put("LaunchAtHome", LaunchInstancesFunction::new);
        all.put("LaunchDrill", LaunchDrillFunction::new);
        all.put("LaunchInstances", LaunchInstancesFunction::new);
        all.put("LookAtFence", LookAtFenceFunction::new);
        all.put("OpenRecord", OpenRecordFunction::new);
        all.put("PlanEvacuation", PlanEvacuationFunction::new);
        all.put("PromoteDatabase", PromoteDatabaseFunction::new);
        all.put("PublishSwitches", PublishSwitchesFunction::new);
        all.put("ReadLag", ReadLagFunction::new);
        all.put("RebuildReplication", RebuildReplicationFunction::new);
        all.put("RecordDrill", RecordDrillFunction::new);
        all.put("ReleaseAtHome", ReleaseInstancesFunction::new);
        all.put("ReleaseDatabases", ReleaseDatabasesFunction::new);
        all.put("ReleaseInstances", ReleaseInstancesFunction::new);
        all.put("ReportReadiness", ReportReadinessFunction::new);
        all.put("RestoreDrillDatabase", RestoreDrillDatabaseFunction::new);
        all.put("RetireImages", RetireImagesFunction::new);
        all.put("RetireInstances", RetireInstancesFunction::new);
        all.put("RetireOldData", RetireOldDataFunction::new);
        all.put("ShiftTraffic", ShiftTrafficFunction::new);
        all.put("ShiftTrafficHome", ShiftTrafficHomeFunction::new);
        all.put("StartFailover", StartFailoverFunction::new);
        all.put("StartImageSync", StartImageSyncFunction::new);
        all.put("StopRun", StopRunFunction::new);
        all.put("SurveyHome", SurveyHomeFunction::new);
        all.put("SweepDrills", SweepDrillsFunction::new);
        all.put("SwitchOver", SwitchOverFunction::new);
        all.put("TakeFenceDown", TakeFenceDownFunction::new);
        all.put("TakeOver", TakeOverFunction::new);
        all.put("TearDrillDown", TearDrillDownFunction::new);
        all.put("TestBoot", TestBootFunction::new);
        return Collections.unmodifiableMap(all);
    }
}
