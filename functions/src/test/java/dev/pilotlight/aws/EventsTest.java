package dev.pilotlight.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.ShopPlan;
import dev.pilotlight.step.Events;
import dev.pilotlight.step.StepRequest;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The sample events are real inputs: none of them may rot. */
class EventsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:05:00Z");

    static List<String> steps() {
        return Events.names().stream()
                .filter(name -> Events.load(name).has("run"))
                .toList();
    }

    @Test
    void thereIsAnEventForEveryStep() {
        assertThat(steps())
                .containsExactly(
                        "accept-fence",
                        "announce",
                        "approve-failback",
                        "ask-for-approval",
                        "assess-outage",
                        "bind",
                        "bind-at-home",
                        "check-drill-isolation",
                        "check-recovery-region",
                        "check-site",
                        "close-record",
                        "continue-run",
                        "copy-images",
                        "copy-images-home",
                        "decide",
                        "fence-primary",
                        "keep-snapshots",
                        "launch-at-home",
                        "launch-drill",
                        "launch-instances",
                        "look-at-fence",
                        "promote-database",
                        "read-lag",
                        "rebuild-replication",
                        "record-drill",
                        "release-at-home",
                        "release-databases",
                        "release-instances",
                        "restore-drill-database",
                        "retire-images",
                        "retire-instances",
                        "retire-old-data",
                        "shift-traffic",
                        "shift-traffic-home",
                        "stop-run",
                        "survey-home",
                        "switch-over",
                        "take-fence-down",
                        "tear-drill-down",
                        "test-boot");
    }

    @ParameterizedTest
    @MethodSource("steps")
    void theEventOfAStepIsAcceptedWithThePlanItHasPinned(String name) {
        JsonNode event = Events.load(name);

        StepRequest request = StepRequests.read((ObjectNode) event, NOW, new KnownPlans());

        Plan plan = ShopPlan.plan();
        assertThat(request.plan())
                .isEqualTo(event.path("home").asBoolean() ? plan.homeward().orElseThrow() : plan);
        assertThat(StepRequests.write(request.run()))
                .hasToString(event.path("run").toString());
    }
}
