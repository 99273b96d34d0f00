package dev.pilotlight.twin.world;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.pilotlight.twin.physics.Physics;
import dev.pilotlight.twin.time.VirtualTimeline;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExecutionEventsTest {
    private static final String MACHINE = "arn:aws:states:us-west-2:111111111111:stateMachine:doomed";

    @Test
    void aRuleForFailedExecutionsReachesItsFunction() {
        List<String> heard = new ArrayList<>();
        try (VirtualTimeline timeline = new VirtualTimeline(Instant.parse("2026-01-01T00:00:00Z"))) {
            Twin twin = new Twin(timeline, Walkthrough.modelled(timeline, Physics.defaults()), List.of());
            twin.functions().deploy("close", (event, answer) -> {
                heard.add(new String(event.readAllBytes(), StandardCharsets.UTF_8));
                answer.write("{}".getBytes(StandardCharsets.UTF_8));
            });
            twin.events()
                    .addRule(
                            "us-west-2",
                            "ended",
                            """
                    {"source": ["aws.states"], "detail-type": ["Step Functions Execution Status Change"],
                     "detail": {"status": ["FAILED", "TIMED_OUT", "ABORTED"], "stateMachineArn": ["%s"]}}
                    """.formatted(MACHINE),
                            "arn:aws:lambda:us-west-2:111111111111:function:close");
            twin.stepFunctions()
                    .add(
                            MACHINE,
                            "{\"StartAt\": \"F\", \"States\": {\"F\": {\"Type\": \"Fail\", \"Error\": \"Doom\"}}}",
                            timeline.now());
            twin.stepFunctions().start(MACHINE, "one", JsonNodeFactory.instance.objectNode(), timeline.now());
            timeline.advance(Duration.ofMinutes(1));
        }
        assertThat(heard).singleElement().asString().contains("\"status\":\"FAILED\"", "\"error\":\"Doom\"");
    }
}
