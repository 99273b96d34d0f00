package dev.pilotlight.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.twin.service.lambda.Answer;
import dev.pilotlight.twin.states.Execution;
import dev.pilotlight.twin.world.Walkthrough;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Wrong plans, inputs and events: one message that names the field and the remedy, and not one change (S10). */
class BadInputTest {
    private static final String CLUSTER = "arn:aws:rds:us-west-2:111111111111:cluster:shop-west";
    private static final String ALARM = "arn:aws:cloudwatch:us-east-1:111111111111:alarm:";

    /** A plan that is wrong in one place. */
    record BadPlan(String what, Consumer<ObjectNode> change, String field) {
        @Override
        public String toString() {
            return what;
        }
    }

    /** Something wrong that is sent, and what the answer must contain. */
    record BadText(String what, String text, List<String> named) {
        @Override
        public String toString() {
            return what;
        }
    }

    static Stream<BadPlan> plans() {
        return Stream.of(
                new BadPlan("an unknown field", plan -> plan.put("colour", "red"), "colour"),
                new BadPlan(
                        "an unknown field further down",
                        plan -> in(plan, "outage").put("widow", "60s"),
                        "outage.widow"),
                new BadPlan("no sites", plan -> plan.remove("sites"), "sites"),
                new BadPlan("no window", plan -> in(plan, "outage").remove("window"), "outage.window"),
                new BadPlan("a malformed ARN", cluster("arn:aws:rds"), "databases[0].recoveryCluster"),
                new BadPlan(
                        "an ARN of another account",
                        cluster(CLUSTER.replace("111111111111", "222222222222")),
                        "databases[0].recoveryCluster"),
                new BadPlan(
                        "an ARN of another Region",
                        cluster(CLUSTER.replace("us-west-2", "eu-west-1")),
                        "databases[0].recoveryCluster"),
                new BadPlan("another account", plan -> plan.put("account", "222222222222"), "account"),
                new BadPlan(
                        "a Region that is none",
                        plan -> in(plan, "regions").put("recovery", "moon"),
                        "regions.recovery"),
                new BadPlan(
                        "a recovery Region in which nothing is deployed",
                        plan -> in(plan, "regions").put("recovery", "eu-west-1"),
                        "recovery"),
                new BadPlan("equal Regions", plan -> in(plan, "regions").put("recovery", "us-east-1"), "regions"),
                new BadPlan("a negative duration", plan -> in(plan, "outage").put("window", "-5s"), "outage.window"),
                new BadPlan(
                        "no duration at all", plan -> in(plan, "outage").put("cooldown", "soon"), "outage.cooldown"),
                new BadPlan("an autonomy that is none", plan -> plan.put("autonomy", "yes"), "autonomy"),
                new BadPlan(
                        "a count that is a text", plan -> first(plan, "tiers").put("count", "two"), "tiers[0].count"),
                new BadPlan(
                        "a paid copy that EC2 does not sell",
                        plan -> ((ObjectNode) first(plan, "tiers").path("image")).put("copyWithin", "20m"),
                        "tiers[0].image"),
                new BadPlan(
                        "a word for whether images are booted",
                        plan -> ((ObjectNode) first(plan, "tiers").path("image")).put("bootTest", "yes"),
                        "tiers[0].image.bootTest"),
                new BadPlan(
                        "images that are to boot in no place",
                        plan -> {
                            plan.remove("drill");
                            ((ObjectNode) first(plan, "tiers").path("image")).put("bootTest", true);
                        },
                        "tiers[0].image.bootTest"),
                new BadPlan(
                        "images that are to boot at home",
                        plan -> ((ObjectNode) plan.path("failback")
                                        .path("tiers")
                                        .path(0)
                                        .path("image"))
                                .put("bootTest", true),
                        "failback.tiers[0].image.bootTest"),
                new BadPlan(
                        "a number of images that leaves none",
                        plan -> ((ObjectNode) first(plan, "tiers").path("image")).put("keep", 0),
                        "tiers[0].image"),
                new BadPlan("no instance at least", plan -> first(plan, "tiers").put("minimum", 3), "tiers[0]"),
                new BadPlan(
                        "a subnet that is none",
                        plan -> first(plan, "tiers").putArray("subnets").add("net-1"),
                        "tiers[0].subnets[0]"),
                new BadPlan(
                        "a binding to nothing",
                        plan -> first(plan, "bindings").put("value", "database.nothing.endpoint"),
                        "bindings[0].value"),
                new BadPlan(
                        "a site that is no address",
                        plan -> first(plan, "sites").put("url", "shop"),
                        "sites[0].url"),
                new BadPlan(
                        "a place at home that is not at home",
                        plan -> ((ObjectNode)
                                        plan.path("failback").path("tiers").path(0))
                                .putArray("targetGroups")
                                .add(Walkthrough.RECOVERY_TARGETS),
                        "failback.tiers[0].targetGroups[0]"),
                new BadPlan(
                        "a way home that takes longer than a run can wait",
                        plan -> in(plan, "failback").put("syncWithin", "6d"),
                        "failback"),
                new BadPlan("a name that is another plan's", plan -> plan.put("plan", "stall"), "plan"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("plans")
    void aPlanThatIsWrongIsRefusedBeforeAnythingIsChanged(BadPlan bad) {
        try (Simulation simulation = Simulation.unprepared(physics -> physics, plan -> {})) {
            ObjectNode plan = Simulation.plan();
            bad.change().accept(plan);
            simulation.storePlan(plan.toString());
            assertRefused(simulation, Simulation.object().put("plan", "shop"), List.of(bad.field()));
        }
    }

    static Stream<BadText> documents() {
        return Stream.of(
                new BadText("not JSON", "plan: shop", List.of("plans/shop.json")),
                new BadText("a list", "[]", List.of("shop")),
                new BadText("nothing", "", List.of("plans/shop.json")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("documents")
    void aPlanThatIsNoneIsRefused(BadText bad) {
        try (Simulation simulation = Simulation.unprepared(physics -> physics, plan -> {})) {
            simulation.storePlan(bad.text());
            assertRefused(simulation, Simulation.object(), bad.named());
        }
    }

    static Stream<BadText> inputs() {
        return Stream.of(
                new BadText("an unknown field", "{\"plan\":\"shop\",\"force\":true}", List.of("force")),
                new BadText("a plan that is none", "{\"plan\":\"stall\"}", List.of("stall", "plans/stall.json")),
                new BadText("a name that cannot be one", "{\"plan\":\"../shop\"}", List.of("plan")),
                new BadText("a word instead of yes or no", "{\"declared\":\"yes\"}", List.of("declared")),
                new BadText("an outage that is none", "{\"outage\":-1}", List.of("outage")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("inputs")
    void aStartWithAWrongInputIsRefused(BadText bad) throws Exception {
        try (Simulation simulation = Simulation.unprepared(physics -> physics, plan -> {})) {
            ObjectNode input = (ObjectNode) new ObjectMapper().readTree(bad.text());
            assertRefused(simulation, input, bad.named());
        }
    }

    static Stream<BadText> events() {
        String direct = "{\"source\":\"aws.cloudwatch\",\"alarmArn\":\"%s\",\"alarmData\":{\"state\":"
                + "{\"value\":\"ALARM\",\"timestamp\":\"2026-01-01T12:00:12.345+0000\"}}}";
        return Stream.of(
                new BadText("not an alarm", "{\"hello\":\"world\"}", List.of("neither an event of an alarm")),
                new BadText("not JSON", "hello", List.of("not JSON", "line 1")),
                new BadText("a list", "[]", List.of("not a JSON object")),
                new BadText(
                        "an oversized one", "{\"x\":\"" + "x".repeat(300_000) + "\"}", List.of("longer than", "bytes")),
                new BadText(
                        "an unknown alarm",
                        direct.formatted(ALARM + "other"),
                        List.of(ALARM + "other", "outage.signals")),
                new BadText("a malformed ARN", direct.formatted("shop-down"), List.of("alarmArn")),
                new BadText("two notifications", "{\"Records\":[{},{}]}", List.of("Records")),
                new BadText(
                        "an outage nobody gives a reason for",
                        "{\"plan\":\"shop\",\"declared\":true}",
                        List.of("reason")),
                new BadText(
                        "an outage of nothing",
                        "{\"plan\":\"stall\",\"declared\":true,\"reason\":\"x\"}",
                        List.of("stall", "plans/stall.json")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("events")
    void anEventThatIsNoneStartsNothing(BadText bad) {
        try (Simulation simulation = Simulation.unprepared(physics -> physics, plan -> {})) {
            String said = switch (simulation.invoke("StartFailover", bad.text())) {
                case Answer.Returned returned -> returned.payload();
                case Answer.Failed failed -> failed.message();
            };
            assertThat(said).contains(bad.named()).hasSizeLessThan(2_000);
            assertThat(simulation.failovers()).isEmpty();
            assertThat(simulation.attempts()).isEmpty();
        }
    }

    private static void assertRefused(Simulation simulation, ObjectNode input, List<String> named) {
        simulation.strike();
        Execution failover = simulation.runToEnd(simulation.startFailover("by-hand", input));
        assertThat(Simulation.verdict(failover)).isEqualTo("NEEDS_HUMAN");
        List<String> expected = new ArrayList<>(named);
        expected.add("What to do: ");
        assertThat(Simulation.reason(failover)).contains(expected).hasSizeLessThan(2_000);
        assertThat(simulation.attempts()).isEmpty();
    }

    private static Consumer<ObjectNode> cluster(String arn) {
        return plan -> first(plan, "databases").put("recoveryCluster", arn);
    }

    private static ObjectNode in(ObjectNode plan, String field) {
        return (ObjectNode) plan.path(field);
    }

    private static ObjectNode first(ObjectNode plan, String list) {
        return (ObjectNode) plan.path(list).path(0);
    }
}
