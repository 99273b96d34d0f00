package dev.pilotlight.twin.service.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.twin.service.Identifiers;
import dev.pilotlight.twin.wire.AwsError;
import java.util.ArrayList;
import java.util.List;
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
    private final EventBridge bridge = new EventBridge(new Identifiers(), (target, event) -> delivered.add(target));

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
}
