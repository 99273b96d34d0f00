package dev.pilotlight.journal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.pilotlight.plan.Database;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.SignalSource;
import dev.pilotlight.plan.Strategy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a person should do after a run, with the commands to do it, as they can be typed.
 *
 * @param execution the run's name
 * @param executionArn its ARN, or empty when it is not known
 * @param openedArn that of the execution which opened the record: whose machine goes on with it, even if a taker that
 *     has ended was another machine's; or empty
 * @param snapshots what became of old primaries' snapshots, by the names of their databases
 * @param halfwayHome whether a failback before it has brought the databases home, and not visitors
 */
record NextSteps(
        Plan plan,
        String execution,
        String executionArn,
        String openedArn,
        Map<String, JsonNode> snapshots,
        boolean halfwayHome) {

    List<String> after(Purpose purpose, Verdict verdict, String guard) {
        if (purpose == Purpose.FAILBACK) {
            return afterFailback(verdict, guard);
        }
        if (purpose == Purpose.RETIRE_OLD_DATA && verdict == Verdict.SUCCEEDED) {
            return List.of("The final snapshot (...-kept-e...-final-e...) stays in "
                    + plan.regions().primary()
                    + ", and so does the one from before the failback; delete them by hand when"
                    + " nobody needs them: aws rds delete-db-cluster-snapshot --region "
                    + plan.regions().primary() + " --db-cluster-snapshot-identifier <its name>");
        }
        if (purpose != Purpose.FAILOVER) {
            return verdict == Verdict.SUCCEEDED ? List.of() : List.of(look());
        }
        return switch (verdict) {
            case SUCCEEDED -> afterSuccess();
            case STOOD_DOWN -> halfwayHome(afterStandDown());
            case SAFE_ABORTED -> halfwayHome(afterAbort(guard));
            case NEEDS_HUMAN -> afterStop();
        };
    }

    /** Visitors who reach the Region whose database only follows cannot write: that comes first. */
    private List<String> halfwayHome(List<String> steps) {
        if (halfwayHome) {
            steps.addFirst("The databases are in " + plan.regions().primary() + ", and visitors may still be led to "
                    + plan.regions().recovery()
                    + ", where nobody can write: start the failback again, which goes on from there: aws stepfunctions"
                    + " start-execution --region " + plan.regions().recovery()
                    + " --state-machine-arn <the ARN of the failback machine> --input '{\"plan\":\"" + plan.plan()
                    + "\"}'");
        }
        return steps;
    }

    private List<String> afterFailback(Verdict verdict, String guard) {
        List<String> steps = new ArrayList<>();
        for (Database database : plan.databases()) {
            copy(database)
                    .map(copy -> keptSnapshot(database, copy))
                    .or(() -> verdict == Verdict.SUCCEEDED ? unkeptSnapshot(database) : Optional.empty())
                    .ifPresent(steps::add);
        }
        String kept =
                "Old primaries that were renamed (...-kept-e...) and their snapshots stay until a person lets the machine"
                        + " retire-old-data delete one by its name: what they had not replicated is only there. Look: aws rds describe-db-clusters --region "
                        + plan.regions().primary() + " --query 'DBClusters[?contains(DBClusterIdentifier, `-kept-e`)]'";
        switch (verdict) {
            case SUCCEEDED -> {
                steps.add(
                        "Bring infrastructure-as-code back in line: pilotlight failback --iac-notes --report <this report>");
                steps.add(kept);
                steps.add(
                        "The recovery Region follows again; run sync-images, so that the next failover has a fresh image.");
            }
            case STOOD_DOWN, SAFE_ABORTED -> {
                if (!halfwayHome) {
                    steps.add("The application is served from "
                            + plan.regions().recovery()
                            + " as before. Replication that was built to "
                            + plan.regions().primary()
                            + " stays, and protects it.");
                }
                steps.add("Remove the reason (" + guard
                        + "), then start the failback again: it goes on from what is there.");
                steps.add(kept);
                halfwayHome(steps);
            }
            case NEEDS_HUMAN -> {
                steps.add(look());
                steps.add("Go on from where it stopped: " + start(" --name " + ExecutionNames.next(execution), ""));
                steps.add("Until then the lease is kept, and no alarm starts a run of this plan.");
                steps.add("If " + plan.regions().primary()
                        + " is lost again and stays away, and the databases were there already: pilotlight takeover "
                        + plan.plan() + " --declare --because <why> --region "
                        + plan.regions().recovery());
            }
        }
        return steps;
    }

    private List<String> afterSuccess() {
        List<String> steps = new ArrayList<>();
        plan.sites().forEach(site -> steps.add("Check the application with your own eyes: curl -i " + site.url()));
        for (Database database : plan.databases()) {
            steps.add("Keep writers away from the old primary " + database.primaryCluster()
                    + ", and do not delete it: what it had not replicated is only there. Look: aws rds describe-db-clusters --region "
                    + plan.regions().primary() + " --db-cluster-identifier "
                    + database.primaryCluster().identifier());
            if (database.strategy() == Strategy.MANAGED) {
                steps.add(copy(database)
                        .map(copy -> keptSnapshot(database, copy))
                        .orElseGet(() -> keepTheSnapshot(database)));
            }
        }
        steps.add("Until the application is moved back, " + plan.regions().recovery() + " has no recovery Region.");
        return steps;
    }

    private Optional<String> copy(Database database) {
        return Optional.ofNullable(snapshots.get(database.name()))
                .map(facts -> facts.path("copy").asText())
                .filter(copy -> !copy.isEmpty());
    }

    /** Aurora rebuilds an old primary that comes back, and keeps what was in it only as long as automated backups. */
    private static String keepTheSnapshot(Database database) {
        return "Once " + database.primaryCluster().region()
                + " is back, bring the application home, which also copies the"
                + " snapshot that Aurora takes of "
                + database.primaryCluster().identifier()
                + "; if that is to wait for days, copy it before it expires: " + copyByHand(database);
    }

    /** Nothing to say where the service was asked, and has no snapshot. */
    private Optional<String> unkeptSnapshot(Database database) {
        JsonNode facts = snapshots.getOrDefault(database.name(), MissingNode.getInstance());
        if (facts.path("fate").asText().equals("none")) {
            return Optional.empty();
        }
        return Optional.of("A snapshot that Aurora may have taken of "
                + database.primaryCluster().identifier() + " as it was when it failed was not kept ("
                + facts.path("why").asText("nobody could look") + "); if there is one, copy it before it expires: "
                + copyByHand(database));
    }

    private static String copyByHand(Database database) {
        String old = database.primaryCluster().identifier();
        String region = " --region " + database.primaryCluster().region();
        return "aws rds describe-db-cluster-snapshots" + region
                + " --snapshot-type automated --db-cluster-identifier " + old
                + " (rds:unplanned-global-failover-...), then aws rds copy-db-cluster-snapshot" + region
                + " --source-db-cluster-snapshot-identifier <its name>"
                + " --target-db-cluster-snapshot-identifier " + old + "-before-failover";
    }

    private static String keptSnapshot(Database database, String copy) {
        return "What was in " + database.primaryCluster().identifier() + " when it failed is kept as the snapshot "
                + copy + " in " + database.primaryCluster().region()
                + "; look there for writes that were not replicated, and delete it when nobody needs it.";
    }

    private List<String> afterStandDown() {
        List<String> steps = new ArrayList<>();
        steps.add("The primary answers again and nothing irreversible was done; find out why it failed.");
        for (SignalSource signal : plan.outage().signals()) {
            if (signal instanceof SignalSource.AlarmSignal alarm) {
                steps.add("Look: aws cloudwatch describe-alarm-history --region "
                        + alarm.alarm().region() + " --alarm-name '"
                        + alarm.alarm().name() + "'");
            }
        }
        return steps;
    }

    private List<String> afterAbort(String guard) {
        List<String> steps = new ArrayList<>();
        if (!guard.isEmpty()) {
            steps.add("Remove the reason: " + guard + ".");
        }
        steps.add("To fail over all the same, declare the outage: "
                + start("", ",\"declared\":true,\"reason\":\"<why you say so>\""));
        return steps;
    }

    private List<String> afterStop() {
        return List.of(
                look(),
                "Go on from where it stopped: pilotlight resume " + plan.plan() + " --region "
                        + plan.regions().recovery() + ", or without it: "
                        + start(" --name " + ExecutionNames.next(execution), ""),
                "If that fails as well, do the rest by hand: pilotlight breakglass <the plan's file> prints every command.",
                "Until then the lease is kept, and no alarm starts another run of this plan.");
    }

    private String look() {
        return "Look: aws stepfunctions get-execution-history --region "
                + plan.regions().recovery() + " --reverse-order --max-results 20 --execution-arn "
                + (executionArn.isEmpty() ? "<the ARN of the execution " + execution + ">" : executionArn);
    }

    private String start(String name, String more) {
        return "aws stepfunctions start-execution --region "
                + plan.regions().recovery() + " --state-machine-arn " + stateMachine() + name + " --input '{\"plan\":\""
                + plan.plan() + "\"" + more + "}'";
    }

    private String stateMachine() {
        String arn = openedArn.isEmpty() ? executionArn : openedArn;
        return arn.contains(":execution:")
                ? arn.substring(0, arn.lastIndexOf(':')).replace(":execution:", ":stateMachine:")
                : "<the ARN of the state machine>";
    }
}
