package dev.pilotlight.journal;

import dev.pilotlight.plan.Database;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.Strategy;
import dev.pilotlight.step.StepRequest;
import java.util.ArrayList;
import java.util.List;

/** What a person should do after a run, with the commands to do it. */
final class NextSteps {
    private NextSteps() {}

    static List<String> after(Purpose purpose, String verdict, String guard, StepRequest request) {
        if (purpose != Purpose.FAILOVER) {
            return verdict.equals(Verdict.SUCCEEDED.name()) ? List.of() : List.of(look(request));
        }
        return switch (Verdict.valueOf(verdict)) {
            case SUCCEEDED -> afterSuccess(request.plan());
            case STOOD_DOWN ->
                List.of("The primary answers again and nothing irreversible was done; find out why it failed.");
            case SAFE_ABORTED -> afterAbort(guard, request);
            case NEEDS_HUMAN -> afterStop(request);
        };
    }

    private static List<String> afterSuccess(Plan plan) {
        List<String> steps = new ArrayList<>();
        steps.add("Check the application with your own eyes: "
                + plan.sites().stream().map(site -> site.url().toString()).toList());
        for (Database database : plan.databases()) {
            steps.add("Keep writers away from the old primary " + database.primaryCluster()
                    + ", and do not delete it: what it had not replicated is only there.");
            if (database.strategy() == Strategy.MANAGED) {
                steps.add(keepTheSnapshot(database));
            }
        }
        steps.add("Until the application is moved back, " + plan.regions().recovery() + " has no recovery Region.");
        return steps;
    }

    /** Aurora rebuilds an old primary that comes back, and keeps what was in it only as long as automated backups. */
    private static String keepTheSnapshot(Database database) {
        String old = database.primaryCluster().identifier();
        String region = " --region " + database.primaryCluster().region();
        return "Once " + database.primaryCluster().region() + " is back, copy the snapshot that Aurora takes of " + old
                + " before it expires: aws rds describe-db-cluster-snapshots" + region
                + " --snapshot-type automated --db-cluster-identifier " + old
                + " (rds:unplanned-global-failover-...), then aws rds copy-db-cluster-snapshot" + region
                + " --source-db-cluster-snapshot-identifier <its name>"
                + " --target-db-cluster-snapshot-identifier " + old + "-before-failover";
    }

    private static List<String> afterAbort(String guard, StepRequest request) {
        List<String> steps = new ArrayList<>();
        if (!guard.isEmpty()) {
            steps.add("Remove the reason: " + guard + ".");
        }
        steps.add("To fail over all the same, declare the outage: "
                + start("<a new name>", request, ",\"declared\":true,\"reason\":\"<why>\""));
        return steps;
    }

    private static List<String> afterStop(StepRequest request) {
        return List.of(
                look(request),
                "Go on from where it stopped: "
                        + start(ExecutionNames.next(request.run().execution()), request, ""),
                "Until then the lease is kept, and no alarm starts another run of this plan.");
    }

    private static String look(StepRequest request) {
        return "Look: aws stepfunctions get-execution-history --region "
                + request.plan().regions().recovery() + " --execution-arn "
                + request.optionalText("executionArn").orElse("<the ARN of this execution>");
    }

    private static String start(String name, StepRequest request, String more) {
        return "aws stepfunctions start-execution --region "
                + request.plan().regions().recovery()
                + " --state-machine-arn " + stateMachine(request) + " --name " + name + " --input '{\"plan\":\""
                + request.run().plan() + "\"" + more + "}'";
    }

    private static String stateMachine(StepRequest request) {
        return request.optionalText("executionArn")
                .filter(arn -> arn.contains(":execution:"))
                .map(arn -> arn.substring(0, arn.lastIndexOf(':')).replace(":execution:", ":stateMachine:"))
                .orElse("<the ARN of the state machine>");
    }
}
