package dev.pilotlight.twin.service.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.twin.service.Identifiers;
import dev.pilotlight.twin.wire.AwsError;
import dev.pilotlight.twin.wire.CallContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventBridgeTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String EVENT = """
            {"source": "aws.cloudwatch", "resources": ["arn:a", "arn:b"],
             "detail": {"alarmName": "shop-down", "state": {"value": "ALARM"}, "count": 5}}
            """;

    private final List<String> delivered = new ArrayList<>();
    private final List<String> events = new ArrayList<>();
    private final Map<String, Predicate<Instant>> schedules = new TreeMap<>();
    private final EventBridge bridge = new EventBridge(
            new Identifiers(),
            (target, event) -> {
                delivered.add(target);
                events.add(event);
            },
            (region, period, name, firing) -> schedules.put(region + " " + name + " " + period, firing));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"source\": [\"aws.cloudwatch\"]} | true",
                "{\"source\": [\"aws.ec2\"]} | false",
                "{\"resources\": [\"arn:b\", \"arn:c\"]} | true",
                "{\"detail\": {\"state\": {\"value\": [\"ALARM\"]}}} | true",
                "{\"detail\": {\"state\": {\"value\": [\"OK\"]}}} | false",
                "{\"detail\": {\"alarmName\": [{\"prefix\": \"shop-\"}]}} | true",
                "{\"detail\": {\"alarmName\": [{\"suffix\": \"-up\"}]}} | false",
                "{\"detail\": {\"alarmName\": [{\"anything-but\": [\"shop-down\"]}]}} | false",
                "{\"detail\": {\"alarmName\": [{\"exists\": false}]}} | false",
                "{\"detail\": {\"missing\": [{\"exists\": false}]}} | true",
                "{\"detail\": {\"count\": [{\"numeric\": [\">\", 4, \"<=\", 5]}]}} | true",
                "{\"detail\": {\"count\": [{\"numeric\": [\">\", 5]}]}} | false",
            })
    void aRuleTakesTheEventsThatItsPatternDescribes(String pattern, boolean fits) throws Exception {
        bridge.addRule("us-east-1", "rule", pattern, "arn:target");
        bridge.publish("us-east-1", (ObjectNode) JSON.readTree(EVENT));
        assertThat(delivered).hasSize(fits ? 1 : 0);
    }

    @Test
    void aRuleSeesOnlyTheEventsOfItsRegion() throws Exception {
        bridge.addRule("us-west-2", "rule", "{\"source\": [\"aws.cloudwatch\"]}", "arn:target");
        bridge.publish("us-east-1", (ObjectNode) JSON.readTree(EVENT));
        assertThat(delivered).isEmpty();
    }

    @Test
    void aMatcherThatIsNotModelledIsRefusedWhenTheRuleIsMade() {
        assertThatThrownBy(
                        () -> bridge.addRule("us-east-1", "rule", "{\"source\": [{\"cidr\": \"10.0.0.0/8\"}]}", "arn"))
                .isInstanceOf(AwsError.class)
                .hasMessageContaining("cidr");
    }

    @Test
    void aScheduleSendsItsEventOrItsConstantInput() throws Exception {
        schedule("rate(1 minute)", Optional.empty());
        assertThat(schedules.get("us-west-2 schedule watch PT1M").test(Instant.parse("2026-01-01T12:01:00.250Z")))
                .isTrue();
        assertThat(JSON.readTree(events.getFirst()).path("detail-type").asText())
                .isEqualTo("Scheduled Event");
        assertThat(JSON.readTree(events.getFirst()).path("time").asText()).isEqualTo("2026-01-01T12:01:00Z");

        schedule("rate(5 minutes)", Optional.of("{\"plan\":\"shop\"}"));
        schedules.get("us-west-2 schedule watch PT5M").test(Instant.EPOCH);
        assertThat(events).last().isEqualTo("{\"plan\":\"shop\"}");
    }

    @Test
    void aScheduleThatWasReplacedEnds() {
        schedule("rate(1 minute)", Optional.empty());
        schedule("rate(2 minutes)", Optional.empty());
        assertThat(schedules.get("us-west-2 schedule watch PT1M").test(Instant.EPOCH))
                .isFalse();
        assertThat(delivered).isEmpty();
    }

    @Test
    void aScheduleThatIsNotModelledIsRefused() {
        assertThatThrownBy(() -> schedule("cron(0 12 * * ? *)", Optional.empty()))
                .isInstanceOf(AwsError.class)
                .hasMessageContaining("ScheduleExpression");
    }

    private void schedule(String schedule, Optional<String> input) {
        CallContext creator = new CallContext("us-west-2", "111111111111", "world", "request", Instant.EPOCH);
        bridge.addSchedule(creator, "watch", schedule, "arn:target", input);
    }
}
