package dev.pilotlight.twin.service.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlarmEventTest {
    private static final String CHECK = "0a1b2c3d-1111-2222-3333-444455556666";
    private static final String ID = "c4c1c1c9-6542-e61b-6ef0-8c4d36933a92";

    private static final String EVENT = """
            {
              "version": "0",
              "id": "c4c1c1c9-6542-e61b-6ef0-8c4d36933a92",
              "detail-type": "CloudWatch Alarm State Change",
              "source": "aws.cloudwatch",
              "account": "111111111111",
              "time": "2026-01-01T00:02:00Z",
              "region": "us-east-1",
              "resources": ["arn:aws:cloudwatch:us-east-1:111111111111:alarm:shop-down"],
              "detail": {
                "alarmName": "shop-down",
                "configuration": {
                  "description": "Route 53's checkers do not reach the primary site.",
                  "metrics": [
                    {
                      "id": "one",
                      "metricStat": {
                        "metric": {
                          "dimensions": {"HealthCheckId": "0a1b2c3d-1111-2222-3333-444455556666"},
                          "name": "HealthCheckStatus",
                          "namespace": "AWS/Route53"
                        },
                        "period": 60,
                        "stat": "Minimum"
                      },
                      "returnData": true
                    }
                  ]
                },
                "previousState": {
                  "reason": "in words",
                  "reasonData": "{}",
                  "timestamp": "2026-01-01T00:01:00.000+0000",
                  "value": "OK"
                },
                "state": {
                  "reason": "in words",
                  "reasonData": "{}",
                  "timestamp": "2026-01-01T00:02:00.000+0000",
                  "value": "ALARM"
                }
              }
            }
            """;

    private final List<AlarmChange> changes = new ArrayList<>();

    AlarmEventTest() {
        Instant start = Instant.parse("2026-01-01T00:00:00Z");
        CloudWatchService service = new CloudWatchService("111111111111", _ -> true);
        service.onChange(changes::add);
        service.seedAlarm("us-east-1", Alarm.onHealthCheck("shop-down", CHECK, Duration.ofMinutes(1)), start);
        service.publish("us-east-1", Metrics.healthCheckStatus(CHECK), 1, start);
        service.publish("us-east-1", Metrics.healthCheckStatus(CHECK), 0, start.plusSeconds(60));
        service.evaluate("us-east-1", start.plusSeconds(60));
        service.evaluate("us-east-1", start.plusSeconds(120));
    }

    @Test
    void theEventIsShapedLikeTheOneOfEventBridge() throws JsonProcessingException {
        JsonNode event = read(AlarmEvent.forEventBridge(changes.getLast(), ID).toString());
        ((ObjectNode) event.at("/detail/configuration/metrics/0")).put("id", "one");
        for (String state : List.of("/detail/previousState", "/detail/state")) {
            ((ObjectNode) event.at(state)).put("reason", "in words").put("reasonData", "{}");
        }
        assertThat(event).isEqualTo(read(EVENT));
    }

    @Test
    void theReasonDataAreATextThatSaysWhenTheBadMinuteBegan() throws JsonProcessingException {
        JsonNode event = AlarmEvent.forEventBridge(changes.getLast(), ID);
        JsonNode data = read(event.at("/detail/state/reasonData").textValue());
        assertThat(data.path("startDate").textValue()).isEqualTo("2026-01-01T00:01:00.000+0000");
    }

    @Test
    void theEventForAFunctionNamesTheAlarmAndBothStates() {
        JsonNode event = AlarmEvent.forLambda(changes.getLast());
        assertThat(event.path("source").textValue()).isEqualTo("aws.cloudwatch");
        assertThat(event.path("alarmArn").textValue())
                .isEqualTo("arn:aws:cloudwatch:us-east-1:111111111111:alarm:shop-down");
        assertThat(event.path("accountId").textValue()).isEqualTo("111111111111");
        assertThat(event.path("time").textValue()).isEqualTo("2026-01-01T00:02:00.000+0000");
        assertThat(event.at("/alarmData/alarmName").textValue()).isEqualTo("shop-down");
        assertThat(event.at("/alarmData/state/value").textValue()).isEqualTo("ALARM");
        assertThat(event.at("/alarmData/previousState/value").textValue()).isEqualTo("OK");
    }

    private static JsonNode read(String json) throws JsonProcessingException {
        return JsonMapper.builder().build().readTree(json);
    }
}
