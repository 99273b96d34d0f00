package dev.pilotlight.rehearsal;

import static dev.pilotlight.rehearsal.Simulation.object;
import static dev.pilotlight.rehearsal.Simulation.verdict;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.rehearsal.watch.CallLog.Seen;
import dev.pilotlight.twin.states.Execution;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Evacuations of some applications that lie in one lost Region, in virtual time. */
@Tag("thorough")
class SimulatedEvacuationTest {
    @AutoClose
    private final Simulation simulation = Simulation.prepared();

    private ObjectNode input(List<String> plans) {
        ObjectNode input = object().put("declared", true).put("reason", "the Region is gone");
        ArrayNode list = input.putArray("plans");
        plans.forEach(plan -> list.addObject().put("plan", plan));
        return input;
    }

    private Execution evacuate(ObjectNode input) {
        simulation.advance(Duration.ofMinutes(3));
        simulation.strike();
        Neighbourhood.ring(simulation.stage());
        return simulation.runToEnd(simulation.start("evacuate", "evacuation-1", input));
    }

    private List<Execution> failovers() {
        return simulation.failovers().stream()
                .filter(run -> run.identity().name().startsWith("evacuation-1-"))
                .toList();
    }

    @Test
    void plansAreMovedInWavesWithoutOneThrottledCall() {
        List<String> plans = Neighbourhood.settle(simulation.stage(), Simulation.plan(), 2);
        ObjectNode input = input(plans);
        ((ObjectNode) input.path("plans").path(0)).putArray("dependsOn").add(plans.get(1));

        Execution evacuation = evacuate(input);

        assertThat(verdict(evacuation))
                .as(
                        "%s %s",
                        evacuation.cause(),
                        failovers().stream().map(Simulation::reason).toList())
                .isEqualTo("SUCCEEDED");
        assertThat(failovers()).hasSize(2).allMatch(run -> verdict(run).equals("SUCCEEDED"));
        Execution last = failovers().getLast();
        assertThat(last.identity().name()).endsWith(plans.getFirst());
        assertThat(simulation.calls())
                .filteredOn(seen -> Set.of("ec2", "rds").contains(seen.call().service()))
                .allMatch(Seen::succeeded);
    }

    @Test
    void onlyAPersonsWordStartsAnEvacuation() {
        Execution evacuation = simulation.runToEnd(simulation.start("evacuate", "evacuation-1", object()));

        assertThat(verdict(evacuation)).isEqualTo("NEEDS_HUMAN");
        assertThat(evacuation.cause().orElseThrow()).contains("declared: it is not true", "reason:");
        assertThat(simulation.attempts()).isEmpty();
    }

    @Test
    void whenTooManyFailNothingMoreIsBegunAndTheRestIsNamed() {
        List<String> plans = Neighbourhood.settle(simulation.stage(), Simulation.plan(), 3);
        ObjectNode input = input(plans);
        for (int i = 1; i < 3; i++) {
            ((ObjectNode) input.path("plans").path(i)).putArray("dependsOn").add(plans.getFirst());
        }
        // A plan that is no plan fails in its first step.
        simulation.storePlan(plans.getFirst(), "{}");

        Execution evacuation = evacuate(input);

        assertThat(verdict(evacuation)).isEqualTo("NEEDS_HUMAN");
        assertThat(evacuation.cause().orElseThrow())
                .contains("0 plans were moved, 1 failed (app-0001: NEEDS_HUMAN), 2 were not begun")
                .contains("{\"plan\":\"app-0002\"},{\"plan\":\"app-0003\"}");
        assertThat(failovers()).hasSize(1);
    }

    private Execution resume(String name) {
        return simulation.runToEnd(simulation.start("evacuate", name, input(List.of("app-0001", "app-0002"))));
    }

    private List<String> movedBy(String evacuation) {
        return simulation.failovers().stream()
                .filter(run -> run.identity().name().startsWith(evacuation + "-"))
                .map(Simulation::verdict)
                .toList();
    }

    @Test
    void anEvacuationThatIsKilledGoesOnAsAnotherWhichWatchesTheFailoversThatStillRun() {
        List<String> plans = Neighbourhood.settle(simulation.stage(), Simulation.plan(), 2);
        simulation.advance(Duration.ofMinutes(3));
        simulation.strike();
        Neighbourhood.ring(simulation.stage());
        Execution killed = simulation.start("evacuate", "evacuation-1", input(plans));
        simulation.runUntil("the first plan is on its way", () -> !failovers().isEmpty());
        simulation.twin().front().exclusively(() -> {
            killed.stop("STOPPED", "killed");
            return killed;
        });

        Execution resumed = resume("evacuation-2");

        assertThat(verdict(resumed))
                .as("%s %s", resumed.output(), resumed.cause())
                .isEqualTo("SUCCEEDED");
        assertThat(movedBy("evacuation-1")).containsExactly("SUCCEEDED");
        assertThat(movedBy("evacuation-2")).containsExactlyInAnyOrder("SAFE_ABORTED", "SUCCEEDED");
        assertThat(plans)
                .allSatisfy(plan -> assertThat(simulation.twin().rds().promotions(plan + "-global"))
                        .hasSize(1));
    }

    @Test
    void servicesThatThrottleEveryActionAtFirstDelayAnEvacuationAndNothingElse() {
        List<String> plans = Neighbourhood.settle(simulation.stage(), Simulation.plan(), 2);
        Map<String, Integer> calls = new HashMap<>();
        simulation.throttle(call ->
                Set.of("ec2", "rds").contains(call.service()) && calls.merge(call.operation(), 1, Integer::sum) <= 4);

        Execution evacuation = evacuate(input(plans));

        assertBothAreMoved(evacuation);
    }

    @Test
    void aServiceThatRefusesEveryFifthCallForEverDelaysAnEvacuationAndNothingElse() {
        List<String> plans = Neighbourhood.settle(simulation.stage(), Simulation.plan(), 2);
        int[] calls = {0};
        simulation.throttle(call -> Set.of("ec2", "rds").contains(call.service()) && ++calls[0] % 5 == 0);

        Execution evacuation = evacuate(input(plans));

        assertBothAreMoved(evacuation);
    }

    private void assertBothAreMoved(Execution evacuation) {
        assertThat(verdict(evacuation))
                .as(
                        "%s %s",
                        evacuation.cause(),
                        failovers().stream().map(Simulation::reason).toList())
                .isEqualTo("SUCCEEDED");
        assertThat(failovers()).hasSize(2).allMatch(run -> verdict(run).equals("SUCCEEDED"));
    }

    @Test
    void whoMayNotStartAFailoverBeginsNothingAndSaysWhatIsMissing() {
        List<String> plans = Neighbourhood.settle(simulation.stage(), Simulation.plan(), 2);
        simulation.denyCalls(call -> call.operation().equals("StartExecution"));

        Execution evacuation = evacuate(input(plans));

        assertThat(verdict(evacuation)).isEqualTo("NEEDS_HUMAN");
        assertThat(evacuation.cause().orElseThrow())
                .contains("0 plans were moved, 0 failed (), 2 were not begun", "not authorized")
                .contains("{\"plan\":\"app-0001\"},{\"plan\":\"app-0002\"}");
        assertThat(failovers()).isEmpty();
        assertThat(simulation.attempts()).isEmpty();
    }

    @Test
    void aPlanOfOtherRegionsIsNotTouchedAndCounts() {
        simulation.storePlan(
                "elsewhere",
                Simulation.plan().put("plan", "elsewhere").toString().replace("us-west-2", "eu-west-1"));

        Execution evacuation = evacuate(input(List.of("elsewhere")));

        assertThat(verdict(evacuation)).isEqualTo("NEEDS_HUMAN");
        assertThat(evacuation.cause().orElseThrow()).contains("1 failed (elsewhere: ");
        assertThat(simulation.attempts()).isEmpty();
    }
}
