package dev.pilotlight.rehearsal;

import static dev.pilotlight.rehearsal.ScriptedRun.DONE;
import static dev.pilotlight.rehearsal.ScriptedRun.SILENCE;
import static dev.pilotlight.rehearsal.ScriptedRun.START;
import static dev.pilotlight.rehearsal.ScriptedRun.asking;
import static dev.pilotlight.rehearsal.ScriptedRun.broken;
import static dev.pilotlight.rehearsal.ScriptedRun.pending;
import static dev.pilotlight.rehearsal.ScriptedRun.refused;
import static dev.pilotlight.rehearsal.ScriptedRun.way;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pilotlight.rehearsal.ScriptedRun.Call;
import dev.pilotlight.twin.states.Execution;
import dev.pilotlight.twin.states.ExecutionStatus;
import dev.pilotlight.twin.states.TaskFailed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The way the shipped failover takes through its states, whatever its functions answer. */
class FailoverMachineTest {
    private static final String PLAN = """
            {'plan': 'shop', 'autonomy': 'automatic', 'databases': [{'name': 'orders'}], 'tiers': [{'name': 'web'}],
             'sites': [{'name': 'shop'}, {'name': 'static'}]}""";
    private static final String THREE_DATABASES =
            PLAN.replace("{'name': 'orders'}", "{'name': 'orders'}, {'name': 'stock'}, {'name': 'shelves'}");

    @AutoClose
    private final ScriptedRun failover = new ScriptedRun(Machine.read("failover"), PLAN);

    @Test
    void aConfirmedOutageEndsWithTheTrafficInTheRecoveryRegion() {
        Execution execution = failover.run("{}");

        assertThat(execution.status()).as(String.valueOf(execution.cause())).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(output(execution).path("verdict").asText()).isEqualTo("SUCCEEDED");
        assertThat(failover.called())
                .containsOnlyOnce("PromoteDatabase", "Bind", "ShiftTraffic", "CloseRecord", "LaunchInstances")
                .containsSubsequence("OpenRecord", "AssessOutage", "LaunchInstances")
                .containsSubsequence(
                        "AssessOutage",
                        "ReadLag",
                        "Decide",
                        "AssessOutage",
                        "PromoteDatabase",
                        "Bind",
                        "CheckSite",
                        "ShiftTraffic",
                        "CloseRecord")
                .doesNotContain("ReleaseInstances");
        assertThat(failover.entered())
                .endsWith("Close the record", "Is the record closed?", "Serve from the recovery Region");
        JsonNode closing = failover.last("CloseRecord").arguments();
        assertThat(closing.path("verdict").asText()).isEqualTo("SUCCEEDED");
        assertThat(closing.path("states").findValuesAsText("name"))
                .containsExactly("Confirm the outage", "Prepare both halves", "Check the sites", "Shift the traffic");
    }

    @Test
    void everyStepIsToldTheRunThePlanAndWhenItBegan() {
        failover.run("{}");

        for (String step : List.of(
                "AssessOutage",
                "LaunchInstances",
                "CheckRecoveryRegion",
                "ReadLag",
                "Decide",
                "PromoteDatabase",
                "Bind",
                "CheckSite",
                "ShiftTraffic",
                "CloseRecord")) {
            JsonNode arguments = failover.last(step).arguments();
            assertThat(arguments.path("run").path("epoch").asInt()).as(step).isEqualTo(1);
            assertThat(arguments.path("plan").path("plan").asText()).as(step).isEqualTo("shop");
            assertThat(ScriptedRun.since(arguments))
                    .as(step)
                    .isEqualTo(failover.last(step).at());
        }
        assertThat(failover.last("LaunchInstances").arguments().path("tier").asText())
                .isEqualTo("web");
        assertThat(failover.last("PromoteDatabase").arguments().path("database").asText())
                .isEqualTo("orders");
        assertThat(failover.calls("AssessOutage"))
                .extracting(call -> call.arguments().path("before").asText())
                .containsExactly("launch", "promotion");
        assertThat(failover.calls("CheckSite"))
                .extracting(call -> call.arguments().path("site").asText())
                .containsExactly("static", "shop", "static");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{'plan': 'shop'}", "{'plan': 'shop', 'declared': true, 'reason': 'a flood'}"})
    void whatAPersonTypesReachesTheRecordAsItIs(String input) {
        failover.run(input);

        JsonNode opening = failover.last("OpenRecord").arguments();
        assertThat(opening.path("input").toString().replace('"', '\''))
                .isEqualTo(input.replace(": ", ":").replace(", ", ","));
        assertThat(opening.path("execution").asText()).isEqualTo("shop-1");
        assertThat(opening.path("machine").asText()).isEqualTo("failover");
        assertThat(opening.path("executionArn").asText()).endsWith(":execution:failover:shop-1");
        assertThat(Instant.parse(opening.path("startedAt").asText())).isEqualTo(START);
    }

    @Test
    void anOutageThatHealsInTheWindowChangesNothing() {
        failover.function("AssessOutage", (arguments, number) -> number < 4 ? pending("") : refused("OUTAGE_OVER"))
                .function("StopRun", way(true, false));

        Execution execution = failover.run("{}");

        assertThat(output(execution).path("verdict").asText()).isEqualTo("STOOD_DOWN");
        assertThat(output(execution).path("guard").asText()).isEqualTo("OUTAGE_OVER");
        assertThat(failover.called()).containsOnly("OpenRecord", "AssessOutage", "StopRun", "CloseRecord");
    }

    @Test
    void everyFunctionThatFollowsIsWarmedWhileTheOutageIsConfirmed() {
        failover.function("AssessOutage", (arguments, number) -> number < 5 ? pending("") : DONE);

        failover.run("{}");

        assertThat(failover.warmed())
                .containsAll(failover.called().stream()
                        .filter(function ->
                                !Set.of("OpenRecord", "AssessOutage").contains(function))
                        .toList());
        assertThat(failover.elapsed()).isLessThan(Duration.ofSeconds(9));
    }

    @Test
    void aFunctionThatDoesNotWakeUpHoldsNothingUpForLong() {
        failover.coldStart(Duration.ofMinutes(5));

        Execution execution = failover.run("{}");

        assertThat(output(execution).path("verdict").asText()).isEqualTo("SUCCEEDED");
        assertThat(failover.elapsed()).isLessThan(Duration.ofSeconds(15));
    }

    @Test
    void anOutageThatNobodyConfirmsIsGivenUp() {
        failover.function("AssessOutage", pending("")).function("StopRun", way(true, false));

        Execution execution = failover.run("{}");

        assertThat(output(execution).path("verdict").asText()).isEqualTo("SAFE_ABORTED");
        assertThat(output(execution).path("guard").asText()).isEqualTo("OUTAGE_UNCONFIRMED");
        assertThat(failover.elapsed()).isBetween(Duration.ofHours(1), Duration.ofMinutes(62));
        assertThat(failover.called()).doesNotContain("LaunchInstances", "PromoteDatabase");
    }

    @Test
    void aRefusalBeforeThePromotionReleasesWhatWasLaunched() {
        failover.function("ReadLag", refused("LAG_TOO_HIGH"))
                .function("Decide", refused("LAG_TOO_HIGH"))
                .takes("LaunchInstances", Duration.ofSeconds(90))
                .takes("ReleaseInstances", Duration.ofSeconds(30));

        Execution execution = failover.run("{}");

        assertThat(output(execution).path("verdict").asText()).isEqualTo("SAFE_ABORTED");
        assertThat(output(execution).path("guard").asText()).isEqualTo("LAG_TOO_HIGH");
        assertThat(failover.called()).contains("ReleaseInstances").doesNotContain("PromoteDatabase", "ShiftTraffic");
        assertThat(failover.calls("ReleaseInstances").getFirst().at())
                .isAfter(failover.last("LaunchInstances").at());
        JsonNode facts = failover.last("Decide").arguments().path("facts");
        assertThat(facts.path("lags").path(0).path("guard").asText()).isEqualTo("LAG_TOO_HIGH");
        assertThat(facts.path("lags").path(0).path("database").asText()).isEqualTo("orders");
        assertThat(facts.path("recoveryRegion").path("outcome").asText()).isEqualTo("done");
        assertThat(facts.path("staticSites").path(0).path("site").asText()).isEqualTo("static");
    }

    @Test
    void aPersonIsAskedAndTheDecisionIsMadeOnTheAnswer() {
        failover.function("Decide", (arguments, number) -> number == 1 ? asking(60) : DONE);

        Execution execution = failover.run("{}");

        assertThat(output(execution).path("verdict").asText()).isEqualTo("SUCCEEDED");
        assertThat(failover.called()).containsSubsequence("Decide", "AskForApproval", "Decide", "PromoteDatabase");
        JsonNode question = failover.last("AskForApproval").arguments();
        assertThat(question.path("ask").path("subject").asText()).isEqualTo("promotion");
        assertThat(question.path("token").asText()).isNotBlank();
        assertThat(question.path("run").path("epoch").asInt()).isEqualTo(1);
        assertThat(failover.last("Decide").arguments().path("facts"))
                .isEqualTo(failover.calls("Decide").getFirst().arguments().path("facts"));
    }

    @Test
    void anAnswerWhoseWakeUpCallIsLostIsFoundAfterOneSleep() {
        failover.function("AskForApproval", SILENCE)
                .function("Decide", (arguments, number) -> number == 1 ? asking(60) : DONE);

        Execution execution = failover.run("{}");

        assertThat(output(execution).path("verdict").asText()).isEqualTo("SUCCEEDED");
        assertThat(Duration.between(
                        failover.last("AskForApproval").at(),
                        failover.last("Decide").at()))
                .isBetween(Duration.ofSeconds(60), Duration.ofSeconds(61));
    }

    @ParameterizedTest
    @ValueSource(strings = {"APPROVAL_REJECTED", "APPROVAL_EXPIRED"})
    void aNoUndoesEverything(String guard) {
        failover.function("Decide", (arguments, number) -> number < 4 ? asking(60) : refused(guard))
                .function("AskForApproval", SILENCE);

        Execution execution = failover.run("{}");

        assertThat(output(execution).path("verdict").asText()).isEqualTo("SAFE_ABORTED");
        assertThat(output(execution).path("guard").asText()).isEqualTo(guard);
        assertThat(failover.called()).contains("ReleaseInstances").doesNotContain("PromoteDatabase", "ShiftTraffic");
    }

    @Test
    void aQuestionThatCannotBePutEndsTheRun() {
        failover.function("Decide", asking(60)).function("AskForApproval", broken());

        Execution execution = failover.run("{}");

        assertThat(output(execution).path("verdict").asText()).isEqualTo("SAFE_ABORTED");
        assertThat(output(execution).path("guard").asText())
                .isEqualTo("dev.pilotlight.step.BrokenConfigurationException");
    }

    @Test
    void theFactsAreGatheredAnewWhenTheAnswerTookLong() {
        String stale = pending(", 'gather': true");
        failover.function("Decide", (arguments, number) -> number == 1 ? asking(60) : number == 2 ? stale : DONE);

        Execution execution = failover.run("{}");

        assertThat(output(execution).path("verdict").asText()).isEqualTo("SUCCEEDED");
        assertThat(failover.calls("CheckRecoveryRegion")).hasSize(2);
    }

    @Test
    void theDecisionWaitsUntilTheLaunchHasItsInstances() {
        String hold = pending(", 'hold': true");
        failover.function("Decide", (arguments, number) -> number < 4 ? hold : DONE);

        Execution execution = failover.run("{}");

        assertThat(output(execution).path("verdict").asText()).isEqualTo("SUCCEEDED");
        assertThat(failover.calls("Decide")).hasSize(4);
        assertThat(failover.calls("CheckRecoveryRegion")).hasSize(1);
    }

    @Test
    void aDecisionIsNotHeldForEver() {
        failover.function("Decide", pending(", 'hold': true"));

        Execution execution = failover.run("{}");

        assertThat(output(execution).path("guard").asText()).isEqualTo("NO_CAPACITY");
        assertThat(failover.called()).doesNotContain("PromoteDatabase", "FencePrimary");
    }

    @Test
    void factsThatAreNeverFreshAreNotGatheredForEver() {
        failover.function("Decide", pending(", 'gather': true"));

        Execution execution = failover.run("{}");

        assertThat(output(execution).path("guard").asText()).isEqualTo("RECOVERY_REGION_DEGRADED");
        assertThat(failover.calls("CheckRecoveryRegion")).hasSize(20);
    }

    @Test
    void aFenceThatNobodyHasAnsweredForIsAskedAboutBeforeThePromotion() {
        failover.function("FencePrimary", ScriptedRun.fenced("timedOut", false))
                .function("AcceptFence", (arguments, number) -> number == 1 ? asking(60) : DONE);

        Execution execution = failover.run("{}");

        assertThat(output(execution).path("verdict").asText()).isEqualTo("SUCCEEDED");
        assertThat(failover.called())
                .containsSubsequence(
                        "Decide", "FencePrimary", "AcceptFence", "AskForApproval", "AcceptFence", "PromoteDatabase");
    }

    @Test
    void aFenceThatAPersonDoesNotAcceptPromotesNothing() {
        failover.function("FencePrimary", ScriptedRun.fenced("timedOut", false))
                .function("AcceptFence", refused("APPROVAL_REJECTED"));

        Execution execution = failover.run("{}");

        assertThat(output(execution).path("verdict").asText()).isEqualTo("SAFE_ABORTED");
        assertThat(failover.called()).contains("TakeFenceDown").doesNotContain("PromoteDatabase");
    }

    @Test
    void aFenceThatIsCoveredIsNotAskedAbout() {
        failover.function("FencePrimary", ScriptedRun.fenced("timedOut", true));

        assertThat(output(failover.run("{}")).path("verdict").asText()).isEqualTo("SUCCEEDED");
        assertThat(failover.called()).doesNotContain("AcceptFence", "AskForApproval");
    }

    @Test
    void aManagedFailoverThatIsStuckIsAskedAboutAfterThePointOfNoReturn() {
        failover.function(
                "PromoteDatabase", (arguments, number) -> number == 2 ? asking(60) : number < 4 ? pending("") : DONE);

        assertThat(output(failover.run("{}")).path("verdict").asText()).isEqualTo("SUCCEEDED");
        assertThat(failover.called())
                .containsSubsequence("PromoteDatabase", "AskForApproval", "PromoteDatabase", "Bind");
        assertThat(failover.last("PromoteDatabase").arguments().path("since"))
                .isEqualTo(
                        failover.calls("PromoteDatabase").getFirst().arguments().path("since"));
    }

    @Test
    void aNoAfterThePointOfNoReturnNeedsAPerson() {
        failover.function(
                        "PromoteDatabase",
                        (arguments, number) -> number == 1 ? asking(60) : refused("APPROVAL_REJECTED"))
                .function("StopRun", way(false, true));

        assertNeedsAPerson(failover.run("{}"), "APPROVAL_REJECTED");
    }

    @Test
    void anOutageThatHealsAfterTheLaunchIsUndone() {
        failover.function("AssessOutage", (arguments, number) -> number == 1 ? DONE : refused("OUTAGE_OVER"));

        Execution execution = failover.run("{}");

        assertThat(output(execution).path("verdict").asText()).isEqualTo("SAFE_ABORTED");
        assertThat(failover.called()).contains("ReleaseInstances").doesNotContain("PromoteDatabase");
    }

    @Test
    void aLaunchThatIsRefusedIsUndoneWhenNothingWasPromoted() {
        failover.function("LaunchInstances", refused("NO_CAPACITY"))
                .function("PromoteDatabase", refused("NOT_PROMOTABLE"));

        Execution execution = failover.run("{}");

        assertThat(output(execution).path("verdict").asText()).isEqualTo("SAFE_ABORTED");
        assertThat(output(execution).path("guard").asText()).isEqualTo("NOT_PROMOTABLE");
    }

    @Test
    void whatTheJournalHoldsDecidesWhetherARunTurnsBackAndNotWhatTheStepAnswered() {
        failover.function(
                "PromoteDatabase", (arguments, number) -> number < 3 ? pending("") : refused("NOT_PROMOTABLE"));

        assertThat(output(failover.run("{}")).path("verdict").asText()).isEqualTo("SAFE_ABORTED");
        JsonNode stop = failover.last("StopRun").arguments();
        assertThat(stop.path("guard").asText()).isEqualTo("NOT_PROMOTABLE");
        assertThat(stop.path("why").asText()).isEqualTo("it was found so");
    }

    @Test
    void aPromotionThatTheJournalHoldsIsNeverUndone() {
        failover.function("PromoteDatabase", broken()).function("StopRun", way(false, true));

        assertNeedsAPerson(failover.run("{}"), "dev.pilotlight.step.BrokenConfigurationException");
    }

    @Test
    void aJournalThatDoesNotAnswerCountsAsOneThatHoldsAPromotion() {
        failover.function("Bind", refused("NOT_PROMOTABLE")).function("StopRun", broken());

        assertNeedsAPerson(failover.run("{}"), "NOT_PROMOTABLE");
        assertThat(failover.last("CloseRecord").arguments().path("why").asText())
                .contains("it was found so", "does not say whether anything was promoted", "not allowed");
    }

    @Test
    void aRunThatAnotherOneHasTakenOverLeavesEverythingToIt() {
        String taken = refused("STALE_EPOCH").replaceFirst("\\{", "{'otherRun': 'shop-1-r1', ");
        failover.function("LaunchInstances", taken).function("StopRun", taken);

        JsonNode output = output(failover.run("{}"));

        assertThat(output.path("verdict").asText()).isEqualTo("CONTINUED");
        assertThat(output.path("joined").asBoolean()).isTrue();
        assertThat(output.path("otherRun").asText()).isEqualTo("shop-1-r1");
        assertThat(output.path("guard").asText()).isEqualTo("STALE_EPOCH");
        assertThat(failover.called()).doesNotContain("ReleaseInstances", "CloseRecord");
    }

    @Test
    void aHalfThatFailsStopsTheOtherOneBeforeTheUndoBegins() {
        failover.function("LaunchInstances", refused("NO_CAPACITY"))
                .takes("ReadLag", Duration.ofSeconds(20))
                .function("PromoteDatabase", refused("RUN_STOPPED"));

        JsonNode output = output(failover.run("{}"));

        assertThat(output.path("guard").asText()).isEqualTo("NO_CAPACITY");
        assertThat(failover.calls("StopRun").getFirst().at())
                .isBefore(failover.last("PromoteDatabase").at());
        assertThat(failover.calls("ReleaseInstances").getFirst().at())
                .isAfter(failover.last("PromoteDatabase").at());
    }

    @Test
    void aRunThatTurnsOutToBeUnsettledEndsAsItsRecordSays() {
        failover.function("Decide", refused("APPROVAL_MISSING"))
                .function(
                        "CloseRecord",
                        "{'outcome': 'done', 'evidence': {'verdict': 'NEEDS_HUMAN', 'guard': 'UNSETTLED', 'why': 'so it is'}}");

        Execution execution = failover.run("{}");

        assertThat(execution.error()).contains("NEEDS_HUMAN");
        assertThat(execution.cause().orElseThrow()).startsWith("UNSETTLED: so it is");
    }

    @ParameterizedTest
    @ValueSource(strings = {"LaunchInstances", "Bind", "CheckSite", "ShiftTraffic"})
    void whateverFailsAfterThePromotionNeedsAPerson(String function) {
        failover.function("StopRun", way(false, true));
        failover.function(function, (arguments, number) -> {
            if (arguments.path("site").asText().equals("static")) {
                return DONE;
            }
            return broken().answer(arguments, number);
        });

        assertNeedsAPerson(failover.run("{}"), "dev.pilotlight.step.BrokenConfigurationException");
    }

    @Test
    void aSiteThatNeverPassesNeedsAPerson() {
        failover.function(
                        "CheckSite",
                        (arguments, number) ->
                                arguments.path("site").asText().equals("static") ? DONE : pending(", 'passes': 0"))
                .function("StopRun", way(false, true));

        assertNeedsAPerson(failover.run("{}"), "SITE_UNHEALTHY");
        assertThat(failover.called()).doesNotContain("ShiftTraffic");
    }

    @Test
    void anUndoThatFailsNeedsAPersonAndSaysWhatItWasFor() {
        failover.function("Decide", refused("APPROVAL_MISSING")).function("ReleaseInstances", broken());

        Execution execution = failover.run("{}");

        assertThat(execution.error()).contains("NEEDS_HUMAN");
        assertThat(execution.cause().orElseThrow())
                .contains("APPROVAL_MISSING", "not everything could be undone", "not allowed");
        assertThat(failover.last("CloseRecord").arguments().path("verdict").asText())
                .isEqualTo("NEEDS_HUMAN");
    }

    @Test
    void aPlanThatOnlyObservesLaunchesNothing() {
        try (ScriptedRun observing = new ScriptedRun(Machine.read("failover"), PLAN.replace("automatic", "observe"))) {
            observing.function("Decide", refused("OBSERVE_ONLY")).function("StopRun", way(true, false));

            Execution execution = observing.run("{}");

            assertThat(output(execution).path("verdict").asText()).isEqualTo("SAFE_ABORTED");
            assertThat(output(execution).path("guard").asText()).isEqualTo("OBSERVE_ONLY");
            assertThat(observing.called()).doesNotContain("LaunchInstances", "ReleaseInstances", "PromoteDatabase");
        }
    }

    @Test
    void aPlanWithoutDatabasesAndTiersStillMovesTheTraffic() {
        String plan =
                "{'plan': 'shop', 'autonomy': 'automatic', 'databases': [], 'tiers': [], 'sites': [{'name': 'static'}]}";
        try (ScriptedRun small = new ScriptedRun(Machine.read("failover"), plan)) {
            Execution execution = small.run("{}");

            assertThat(output(execution).path("verdict").asText()).isEqualTo("SUCCEEDED");
            assertThat(small.called()).doesNotContain("LaunchInstances", "PromoteDatabase", "ReadLag");
        }
    }

    @Test
    void severalDatabasesArePromotedAtOnceAndTiersOneAfterTheOther() {
        String plan = PLAN.replace("{'name': 'orders'}", "{'name': 'orders'}, {'name': 'stock'}")
                .replace("{'name': 'web'}", "{'name': 'cache'}, {'name': 'web'}");
        try (ScriptedRun large = new ScriptedRun(Machine.read("failover"), plan)) {
            large.takes("PromoteDatabase", Duration.ofSeconds(60)).takes("LaunchInstances", Duration.ofSeconds(20));

            Execution execution = large.run("{}");

            assertThat(output(execution).path("verdict").asText()).isEqualTo("SUCCEEDED");
            assertThat(large.elapsed()).isLessThan(Duration.ofSeconds(75));
            assertThat(large.calls("LaunchInstances"))
                    .extracting(call -> call.arguments().path("tier").asText())
                    .isSorted()
                    .contains("cache", "web");
            Instant first =
                    ScriptedRun.since(large.calls("LaunchInstances").getFirst().arguments());
            assertThat(ScriptedRun.since(large.last("LaunchInstances").arguments()))
                    .isAfter(first.plusSeconds(19));
        }
    }

    @Test
    void threeDatabasesThatTakeHoursAreWaitedForInAnotherExecution() {
        try (ScriptedRun large = new ScriptedRun(Machine.read("failover"), THREE_DATABASES)) {
            large.takes("PromoteDatabase", Duration.ofMinutes(230))
                    .function("ContinueRun", "{'outcome': 'done', 'evidence': {'successor': 'shop-1-r1'}}");

            Execution execution = large.run("{}");

            assertThat(execution.history()).hasSizeBetween(6_000, 15_000);
            assertThat(output(execution).path("joined").asBoolean()).isTrue();
            assertThat(output(execution).path("verdict").asText()).isEqualTo("CONTINUED");
            assertThat(output(execution).path("otherRun").asText()).isEqualTo("shop-1-r1");
            assertThat(output(execution).path("why").asText()).endsWith("goes on as shop-1-r1");
            assertThat(large.called()).doesNotContain("StopRun", "Bind", "ShiftTraffic", "CloseRecord");
            JsonNode input = large.last("ContinueRun").arguments().path("input");
            assertThat(input.path("plan").asText()).isEqualTo("shop");
            assertThat(input.path("continues").path("promotionBegan"))
                    .isEqualTo(large.calls("PromoteDatabase")
                            .getFirst()
                            .arguments()
                            .path("since"));
            assertThat(input.path("continues").path("timeline").findValuesAsText("name"))
                    .containsExactly("Confirm the outage", "Prepare both halves");
        }
    }

    @Test
    void anExecutionThatGoesOnKeepsTheTimesOfTheFirst() {
        String began = START.minus(Duration.ofHours(2)).toString();
        try (ScriptedRun second = new ScriptedRun(Machine.read("failover"), THREE_DATABASES)) {
            second.function(
                            "OpenRecord",
                            ScriptedRun.resumed(THREE_DATABASES, "{'promoted': true, 'outageBegan': '" + START + "'}"))
                    .takes("PromoteDatabase", Duration.ofMinutes(200));

            Execution execution = second.run("{'plan': 'shop', 'continues': {'promotionBegan': '" + began
                    + "', 'outageBegan': '" + began + "', 'timeline': [{'name': 'Confirm the outage'}]}}");

            assertThat(output(execution).path("verdict").asText()).isEqualTo("SUCCEEDED");
            assertThat(second.elapsed()).isBetween(Duration.ofMinutes(80), Duration.ofMinutes(85));
            assertThat(second.calls("PromoteDatabase"))
                    .extracting(call -> call.arguments().path("since").asText())
                    .containsOnly(began);
            JsonNode closing = second.last("CloseRecord").arguments();
            assertThat(closing.path("outageBegan").asText()).isEqualTo(began);
            assertThat(closing.path("states").findValuesAsText("name"))
                    .containsExactly(
                            "Confirm the outage", "Prepare both halves", "Check the sites", "Shift the traffic");
        }
    }

    @Test
    void theTimeLimitOfAPromotionDoesNotBeginAnewInAnotherExecution() {
        String began = START.minus(Duration.ofMinutes(239)).toString();
        failover.function("OpenRecord", ScriptedRun.resumed(PLAN, "{'promoted': true}"))
                .function("PromoteDatabase", pending(""))
                .function("StopRun", way(false, true));

        Execution execution = failover.run("{'continues': {'promotionBegan': '" + began + "'}}");

        assertNeedsAPerson(execution, "DEADLINE_PASSED");
        assertThat(failover.elapsed()).isLessThan(Duration.ofMinutes(3));
    }

    @Test
    void checksOfManySitesThatTakeLongGoOnInAnotherExecutionUntilTheirTimeIsUp() {
        String sites = IntStream.rangeClosed(1, 4)
                .mapToObj(number -> "{'name': 'site-" + number + "'}")
                .toList()
                .toString();
        String plan = PLAN.replaceFirst("'sites': \\[[^]]*]", "'sites': " + sites);
        try (ScriptedRun many = new ScriptedRun(Machine.read("failover"), plan)) {
            many.function("CheckSite", pending(""))
                    .function("ContinueRun", "{'outcome': 'done', 'evidence': {'successor': 'shop-1-r1'}}");

            many.run("{}");

            JsonNode continues =
                    many.last("ContinueRun").arguments().path("input").path("continues");
            assertThat(continues.path("checksBegan"))
                    .isEqualTo(many.calls("CheckSite").getFirst().arguments().path("since"));
            assertThat(many.called()).doesNotContain("ShiftTraffic", "CloseRecord");
        }
    }

    @Test
    void aLongLaunchOfManyTiersGoesOnInAnotherExecution() {
        String tiers = IntStream.rangeClosed(1, 9)
                .mapToObj(number -> "{'name': 'tier-" + number + "'}")
                .toList()
                .toString();
        String plan = PLAN.replaceFirst("'tiers': \\[[^]]*]", "'tiers': " + tiers);
        try (ScriptedRun many = new ScriptedRun(Machine.read("failover"), plan)) {
            many.takes("LaunchInstances", Duration.ofMinutes(29))
                    .function("ContinueRun", "{'outcome': 'done', 'evidence': {'successor': 'shop-1-r1'}}");

            Execution execution = many.run("{}");

            assertThat(execution.history()).hasSizeBetween(4_000, 6_000);
            assertThat(output(execution).path("joined").asBoolean()).isTrue();
            assertThat(many.called()).contains("Bind").doesNotContain("StopRun", "CloseRecord");
        }
    }

    @Test
    void aRunThatNoOtherExecutionGoesOnForNeedsAPerson() {
        try (ScriptedRun large = new ScriptedRun(Machine.read("failover"), THREE_DATABASES)) {
            large.takes("PromoteDatabase", Duration.ofMinutes(230)).function("ContinueRun", broken());

            Execution execution = large.run("{}");

            assertThat(execution.error()).contains("NEEDS_HUMAN");
            assertThat(large.called()).contains("CloseRecord");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void peopleAreToldAndNobodyWaitsForThat(boolean deaf) {
        if (deaf) {
            failover.function("Announce", broken());
        }

        Execution execution = failover.run("{}");

        assertThat(output(execution).path("verdict").asText()).isEqualTo("SUCCEEDED");
        assertThat(failover.announced()).containsExactly("outageConfirmed", "promoted", "shifted");
    }

    @Test
    void aTierThatIsRefusedStopsTheTiersAfterIt() {
        String plan = PLAN.replace("{'name': 'web'}", "{'name': 'cache'}, {'name': 'web'}");
        try (ScriptedRun large = new ScriptedRun(Machine.read("failover"), plan)) {
            large.function("LaunchInstances", refused("NO_CAPACITY")).function("Decide", refused("APPROVAL_MISSING"));

            large.run("{}");

            assertThat(large.calls("LaunchInstances")).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"LEASE_HELD", "COOLDOWN"})
    void aRunThatFindsAnotherOneLeavesItAlone(String guard) {
        failover.function("OpenRecord", refused(guard));

        Execution execution = failover.run("{}");

        assertThat(output(execution).path("verdict").asText()).isEqualTo("SAFE_ABORTED");
        assertThat(output(execution).path("joined").asBoolean()).isTrue();
        assertThat(failover.called()).containsExactly("OpenRecord");
    }

    @Test
    void ofTwoTakersTheEarlierOneLeavesThePlanToTheLaterOneAndNeedsNobody() {
        failover.function("TakeOver", refused("LEASE_HELD").replaceFirst("\\{", "{'otherRun': 'the-later-one', "));

        JsonNode output = output(failover.run("{'plan': 'shop', 'takeover': true, 'reason': 'it hangs'}"));

        assertThat(output.path("verdict").asText()).isEqualTo("SAFE_ABORTED");
        assertThat(output.path("joined").asBoolean()).isTrue();
        assertThat(output.path("otherRun").asText()).isEqualTo("the-later-one");
        assertThat(failover.called()).containsExactly("TakeOver");
    }

    @Test
    void aTakerThatIsRefusedForAnythingElseNeedsAPerson() {
        failover.function("TakeOver", refused("LEASE_HELD"));

        Execution execution = failover.run("{'plan': 'shop', 'takeover': true, 'reason': 'it hangs'}");

        assertThat(execution.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(failover.called()).containsExactly("TakeOver");
    }

    @Test
    void aRunThatIsClosedKeepsItsVerdictAndIsNotGoneOnWith() {
        failover.function(
                "OpenRecord",
                refused("RUN_CLOSED").replaceFirst("\\{", "{'otherRun': 'shop-1', 'ended': 'SUCCEEDED', "));

        JsonNode output = output(failover.run("{}"));

        assertThat(output.path("verdict").asText()).isEqualTo("SUCCEEDED");
        assertThat(output.path("otherRun").asText()).isEqualTo("shop-1");
        assertThat(output.path("guard").asText()).isEqualTo("RUN_CLOSED");
        assertThat(failover.called()).containsExactly("OpenRecord");
    }

    @Test
    void anInputThatIsNotValidNeedsAPersonAndTouchesNothing() {
        failover.function("OpenRecord", refused("INVALID_INPUT"));

        Execution execution = failover.run("{'plan': 7}");

        assertThat(execution.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(execution.error()).contains("NEEDS_HUMAN");
        assertThat(execution.cause()).contains("INVALID_INPUT: it was found so What to do: do this");
        assertThat(failover.called()).containsExactly("OpenRecord");
    }

    @Test
    void aResumedRunWhoseJournalHoldsAPromotionAssessesAndDecidesNothingAgain() {
        failover.function(
                        "OpenRecord",
                        ScriptedRun.opened(PLAN)
                                .replace("'evidence': {}", "'evidence': {'resumed': true, 'promoted': true}"))
                .function("AssessOutage", refused("OUTAGE_OVER"))
                .function("Decide", refused("LAG_UNKNOWN"));

        assertThat(output(failover.run("{}")).path("verdict").asText()).isEqualTo("SUCCEEDED");
        assertThat(failover.called())
                .doesNotContain("AssessOutage", "Decide", "ReadLag")
                .contains("LaunchInstances", "PromoteDatabase", "Bind", "CheckSite", "ShiftTraffic");
    }

    @Test
    void aResumedRunThatHasNotPromotedIsAssessedAndDecidedAnew() {
        failover.function(
                        "OpenRecord",
                        ScriptedRun.opened(PLAN)
                                .replace("'evidence': {}", "'evidence': {'resumed': true, 'promoted': false}"))
                .function("Decide", refused("LAG_UNKNOWN"));

        assertThat(output(failover.run("{}")).path("verdict").asText()).isEqualTo("SAFE_ABORTED");
    }

    @Test
    void aRecordThatCannotBeClosedNeedsAPersonWhoIsToldHowTheRunEnded() {
        failover.function("CloseRecord", broken());

        Execution execution = failover.run("{}");

        assertThat(execution.error()).contains("NEEDS_HUMAN");
        assertThat(execution.cause().orElseThrow())
                .contains("ended as SUCCEEDED", "could not be closed", "not allowed");
    }

    @Test
    void aJournalThatStaysAwayAfterThePromotionStopsTheRunWithinABoundAndNamesTheCommands() {
        ScriptedRun.Script away = (arguments, number) -> {
            throw new TaskFailed("dev.pilotlight.step.RetryableUnavailableException", "no answer");
        };
        failover.function("Bind", away).function("StopRun", away).function("CloseRecord", away);

        Execution execution = failover.run("{}");

        assertThat(execution.error()).contains("NEEDS_HUMAN");
        assertThat(execution.cause().orElseThrow())
                .contains("pilotlight breakglass", "pilotlight resume shop", "could not be closed");
        assertThat(failover.elapsed()).isLessThan(Duration.ofMinutes(10));
        assertThat(failover.called()).doesNotContain("ReleaseInstances");
    }

    @Test
    void whatPassesIsTriedAgainAndWhatDoesNotIsKept() {
        failover.function("Bind", (arguments, number) -> {
            if (number < 4) {
                throw new TaskFailed("dev.pilotlight.step.RetryableThrottledException", "slower");
            }
            return DONE;
        });

        Execution execution = failover.run("{}");

        assertThat(output(execution).path("verdict").asText()).isEqualTo("SUCCEEDED");
        assertThat(failover.calls("Bind")).hasSize(4);
    }

    @Test
    void endlessThrottlingIsBounded() {
        failover.function("ReadLag", (arguments, number) -> {
            throw new TaskFailed("dev.pilotlight.step.RetryableThrottledException", "slower");
        });

        failover.run("{}");

        assertThat(failover.calls("ReadLag")).hasSize(11);
        assertThat(failover.last("Decide")
                        .arguments()
                        .path("facts")
                        .path("lags")
                        .path(0)
                        .path("outcome")
                        .asText())
                .isEqualTo("failed");
    }

    @Test
    void waitsGrowWithTheTimeAlreadySpent() {
        failover.takes("PromoteDatabase", Duration.ofSeconds(300)).takes("LaunchInstances", Duration.ofSeconds(90));

        failover.run("{}");

        List<Call> polls = failover.calls("PromoteDatabase");
        assertThat(polls).hasSizeLessThan(150);
        assertThat(polls)
                .extracting(call -> ScriptedRun.since(call.arguments()))
                .containsOnly(polls.getFirst().at());
        assertThat(Duration.between(polls.getFirst().at(), polls.getLast().at()))
                .isBetween(Duration.ofSeconds(300), Duration.ofSeconds(307));
    }

    @Test
    void passesInARowAreHandedFromOneCheckToTheNext() {
        failover.function("CheckSite", (arguments, number) -> {
            int passed = arguments.path("passes").asInt();
            return arguments.path("site").asText().equals("static") || passed == 2
                    ? DONE
                    : "{'outcome': 'pending', 'why': 'more', 'retryAfterSeconds': 5, 'passes': " + (passed + 1) + "}";
        });

        failover.run("{}");

        List<Call> checks = failover.calls("CheckSite").stream()
                .filter(call -> call.arguments().path("site").asText().equals("shop"))
                .toList();
        assertThat(checks)
                .extracting(call -> call.arguments().path("passes").asInt())
                .containsExactly(0, 1, 2);
        assertThat(Duration.between(checks.getFirst().at(), checks.getLast().at()))
                .isBetween(Duration.ofSeconds(10), Duration.ofSeconds(11));
    }

    @Test
    void theLagIsReadForTheMomentWhenTheOutageBegan() {
        failover.function("AssessOutage", "{'outcome': 'done', 'evidence': {'outageBegan': '2026-03-01T11:58:00Z'}}");

        failover.run("{}");

        assertThat(failover.last("ReadLag").arguments().path("outageBegan").asText())
                .isEqualTo("2026-03-01T11:58:00Z");
        assertThat(failover.last("CloseRecord").arguments().path("outageBegan").asText())
                .isEqualTo("2026-03-01T11:58:00Z");
    }

    private void assertNeedsAPerson(Execution execution, String guard) {
        assertThat(execution.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(execution.error()).contains("NEEDS_HUMAN");
        assertThat(execution.cause()).get().asString().startsWith(guard + ": ").contains("What to do: ");
        assertThat(failover.called()).doesNotContain("ReleaseInstances");
        JsonNode closing = failover.last("CloseRecord").arguments();
        assertThat(closing.path("verdict").asText()).isEqualTo("NEEDS_HUMAN");
        assertThat(closing.path("guard").asText()).isEqualTo(guard);
    }

    private static JsonNode output(Execution execution) {
        Optional<JsonNode> output = execution.output();
        assertThat(output)
                .as("ended with " + execution.error() + ": " + execution.cause())
                .isPresent();
        return output.orElseThrow();
    }
}
