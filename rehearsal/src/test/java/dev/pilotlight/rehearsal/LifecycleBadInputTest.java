package dev.pilotlight.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.twin.states.Execution;
import dev.pilotlight.twin.states.ExecutionStatus;
import dev.pilotlight.twin.world.Walkthrough;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What somebody gives the machines of the quiet days that is wrong: plans, inputs, moments and permissions. Each answer
 * is one sentence that names it and says what to do, and nothing of the application is touched.
 */
@Tag("thorough")
class LifecycleBadInputTest {
    private static final String SHOP = "{\"plan\":\"shop\"}";

    /** A plan with something wrong, and the field that the answer of a machine must name. */
    record BadPlan(String machine, String what, Consumer<ObjectNode> change, String field) {
        @Override
        public String toString() {
            return machine + ": " + what;
        }
    }

    static Stream<BadPlan> plans() {
        return Stream.of(
                new BadPlan(
                        "drill",
                        "it takes place among production",
                        plan -> drill(plan).withArray("subnets").add("subnet-00000000000000201"),
                        "drill.subnets"),
                new BadPlan(
                        "drill",
                        "it uses production's profile",
                        plan -> drill(plan).put("instanceProfile", "shop-web"),
                        "drill.instanceProfile"),
                new BadPlan(
                        "drill",
                        "it wants a database of a kind there is not",
                        plan -> drill(plan).put("database", "clone"),
                        "drill.database"),
                new BadPlan("drill", "it has no subnets", plan -> drill(plan).putArray("subnets"), "drill"),
                new BadPlan("drill", "a word nobody knows", plan -> drill(plan).put("speed", "fast"), "drill.speed"),
                new BadPlan("drill", "the plan knows none", plan -> plan.remove("drill"), "section drill"),
                new BadPlan(
                        "drill",
                        "a recovery Region in which nothing is deployed",
                        plan -> ((ObjectNode) plan.path("regions")).put("recovery", "eu-west-1"),
                        "recovery"),
                new BadPlan(
                        "failback",
                        "a lag that is none",
                        plan -> failback(plan).put("maxLag", "little"),
                        "failback.maxLag"),
                new BadPlan(
                        "failback",
                        "an answer that takes longer than a run can wait",
                        plan -> failback(plan).put("answerWithin", "15d"),
                        "failback"),
                new BadPlan(
                        "failback",
                        "a drain before nobody comes",
                        plan -> failback(plan).put("drain", "-1s"),
                        "failback.drain"),
                new BadPlan(
                        "failback",
                        "a primary Region that is none",
                        plan -> ((ObjectNode) plan.path("regions")).put("primary", "moon"),
                        "regions.primary"),
                new BadPlan("failback", "the plan knows no way home", plan -> plan.remove("failback"), "failback"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("plans")
    void aPlanThatIsWrongIsRefusedBeforeAnythingIsChanged(BadPlan bad) {
        try (Simulation simulation = Simulation.unprepared(physics -> physics, plan -> {})) {
            ObjectNode plan = Simulation.plan();
            bad.change().accept(plan);
            simulation.storePlan(plan.toString());

            assertRefused(simulation, bad.machine(), SHOP, bad.field());
        }
    }

    /** An input of a machine that is wrong, and what its answer must contain. */
    record BadInput(String machine, String input, String named) {
        @Override
        public String toString() {
            return machine + " " + input;
        }
    }

    static Stream<BadInput> inputs() {
        return Stream.of(
                new BadInput("drill", "{\"plan\":\"stall\"}", "plans/stall.json"),
                new BadInput("drill", "{\"plan\":\"../shop\"}", "plan"),
                new BadInput("drill", "{\"plan\":\"shop\",\"force\":true}", "force"),
                new BadInput("failback", "{\"plan\":\"stall\"}", "plans/stall.json"),
                new BadInput("failback", "{\"plan\":\"shop\",\"force\":true}", "force"),
                new BadInput("failback", "{\"plan\":7}", "plan"),
                new BadInput("evacuate", "{\"declared\":\"yes\",\"reason\":\"x\"}", "declared"),
                new BadInput("evacuate", "{\"declared\":true,\"reason\":\"x\",\"tolerated\":-1}", "tolerated"),
                new BadInput("evacuate", "{\"declared\":true,\"reason\":\"x\",\"plans\":[]}", "plans"),
                new BadInput(
                        "evacuate", "{\"declared\":true,\"reason\":\"x\",\"plans\":[{\"plan\":\"../x\"}]}", "plans[0]"),
                new BadInput(
                        "evacuate", "{\"declared\":true,\"reason\":\"x\",\"plans\":[{\"plan\":\"stall\"}]}", "stall"),
                new BadInput(
                        "evacuate",
                        "{\"declared\":true,\"reason\":\"x\",\"plans\":[{\"plan\":\"shop\",\"dependsOn\":[\"shop\"]}]}",
                        "shop"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("inputs")
    void aStartWithAWrongInputIsRefused(BadInput bad) {
        try (Simulation simulation = Simulation.unprepared(physics -> physics, plan -> {})) {
            assertRefused(simulation, bad.machine(), bad.input(), bad.named());
        }
    }

    @ParameterizedTest
    @MethodSource("busy")
    void aPlanThatAnotherRunHoldsIsLeftToIt(String machine) {
        try (Simulation simulation = Simulation.prepared()) {
            Execution drill = simulation.start("drill", "drill-1", json(SHOP));
            simulation.advance(Duration.ofSeconds(20));
            assertThat(drill.status()).isEqualTo(ExecutionStatus.RUNNING);

            Execution second = simulation.runToEnd(simulation.start(machine, "second", json(SHOP)));

            assertThat(told(second)).contains("drill-1");
            assertThat(simulation.attempts())
                    .allSatisfy(seen -> assertThat(seen.call().operation()).isEqualTo("CreateDBClusterSnapshot"));
        }
    }

    /** A failover and a failback would take the plan away from a drill. */
    static List<String> busy() {
        return List.of("drill", "sync-images");
    }

    @ParameterizedTest
    @MethodSource("machines")
    void aMissingPermissionOnTheFirstStepIsNamed(String machine) {
        try (Simulation simulation = Simulation.unprepared(physics -> physics, plan -> {})) {
            simulation.denyCalls(
                    call -> call.service().equals("s3") && call.region().equals(Walkthrough.RECOVERY));
            String input = machine.equals("evacuate") ? "{\"declared\":true,\"reason\":\"x\"}" : SHOP;

            assertRefused(simulation, machine, input, "Service: S3, Status Code: 403");
        }
    }

    static List<String> machines() {
        return List.of("drill", "failback", "evacuate");
    }

    @Test
    void readinessOfAPlanThatIsNotThereIsNoRun() {
        try (Simulation simulation = Simulation.unprepared(physics -> physics, plan -> {})) {
            assertRefused(simulation, "readiness", "{\"plan\":\"../shop\"}", "plan");
        }
    }

    private static void assertRefused(Simulation simulation, String machine, String input, String named) {
        Execution run = simulation.runToEnd(simulation.start(machine, machine + "-1", json(input)));
        assertThat(told(run)).contains(named).hasSizeLessThan(2_000);
        assertThat(told(run).toLowerCase(Locale.ROOT)).containsAnyOf("what to do", "remedy", "write it like");
        assertThat(simulation.attempts()).as("what it has changed").isEmpty();
    }

    /** Everything that a run says at its end. */
    private static String told(Execution run) {
        return run.output().map(Object::toString).orElse("") + run.cause().orElse("");
    }

    private static ObjectNode drill(ObjectNode plan) {
        return (ObjectNode) plan.path("drill");
    }

    private static ObjectNode failback(ObjectNode plan) {
        return (ObjectNode) plan.path("failback");
    }

    private static ObjectNode json(String text) {
        try {
            return (ObjectNode) new ObjectMapper().readTree(text);
        } catch (JsonProcessingException malformed) {
            throw new AssertionError(malformed);
        }
    }
}
