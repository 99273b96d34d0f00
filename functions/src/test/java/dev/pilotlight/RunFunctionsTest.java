package dev.pilotlight;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.aws.FakeContext;
import dev.pilotlight.aws.JsonFunction;
import dev.pilotlight.aws.ScriptedHttp;
import dev.pilotlight.aws.Surroundings;
import dev.pilotlight.aws.TestSurroundings;
import dev.pilotlight.journal.CloseRecordFunction;
import dev.pilotlight.journal.OpenRecordFunction;
import dev.pilotlight.journal.SmallAws;
import dev.pilotlight.outage.StartFailoverFunction;
import dev.pilotlight.plan.ShopPlan;
import dev.pilotlight.step.Events;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The functions around a run, as Lambda calls them, with the real SDK. */
class RunFunctionsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:14Z");

    private final SmallAws aws =
            new SmallAws(Map.of("plans/shop.json", ShopPlan.document().toString(), "plans/README.txt", "not a plan"));
    private final ScriptedHttp http = aws.http();
    private final Surroundings surroundings = TestSurroundings.of(http, NOW);

    @Test
    void anAlarmBecomesARunThatIsOpenedAndClosed() throws IOException {
        JsonNode started = call(new StartFailoverFunction(surroundings), Events.load("alarm-eventbridge"));
        assertThat(started)
                .hasToString(
                        "{\"evidence\":{\"execution\":\"shop-1\",\"joined\":false,\"outage\":1},\"outcome\":\"done\"}");
        JsonNode start = aws.others().getFirst().json();
        assertThat(start.path("name").asText()).isEqualTo("shop-1");
        assertThat(start.path("input").asText()).isEqualTo("{\"plan\":\"shop\",\"outage\":1}");

        JsonNode opened = call(
                new OpenRecordFunction(surroundings),
                opening("shop-1", start.path("input").asText()));
        assertThat(opened.path("outcome").asText()).isEqualTo("done");
        assertThat(opened.path("run").path("planVersion").asText()).isEqualTo("v1");
        assertThat(opened.path("run").path("planDigest").asText())
                .isEqualTo(ShopPlan.plan().digest());
        assertThat(opened.path("evidence").path("outageBegan").asText()).isEqualTo("2026-03-01T12:00:12.345Z");

        JsonNode closed = call(new CloseRecordFunction(surroundings), closing(opened));
        assertThat(closed.path("evidence").path("report").asText()).isEqualTo("reports/shop/shop-1.json");
        assertThat(aws.objects().get("reports/shop/shop-1.json")).contains("\"verdict\":\"SUCCEEDED\"");
        assertThat(aws.others().getLast().body()).contains("Subject=Pilot+Light");
    }

    @Test
    void theSameCallTwiceHasTheSameAnswer() throws IOException {
        OpenRecordFunction function = new OpenRecordFunction(surroundings);
        JsonNode first = call(function, opening("by-hand", "{}"));

        assertThat(call(function, opening("by-hand", "{}"))).hasToString(first.toString());
    }

    @Test
    void anotherAccountIsRefusedAndNothingIsWritten() throws IOException {
        aws.isAccount("222222222222");

        JsonNode refused = call(new OpenRecordFunction(surroundings), opening("by-hand", "{}"));

        assertThat(refused.path("guard").asText()).isEqualTo("WRONG_PLACE");
        assertThat(http.asked()).noneMatch(asked -> asked.header("X-Amz-Target").contains("TransactWriteItems"));
    }

    @Test
    void whatIsNoEventMakesNoCallToAws() throws IOException {
        for (String event : new String[] {"{}", "{\"Records\":[{\"body\":\"x\"}]}", "{\"alarmArn\":7}"}) {
            assertThat(call(new StartFailoverFunction(surroundings), parse(event))
                            .path("guard")
                            .asText())
                    .isEqualTo("INVALID_INPUT");
        }
        assertThat(http.asked()).isEmpty();
    }

    private static JsonNode opening(String execution, String input) throws IOException {
        ObjectNode event = (ObjectNode) Events.load("open-record");
        event.set("input", parse(input));
        return event.put("execution", execution);
    }

    private static JsonNode closing(JsonNode opened) {
        ObjectNode event = (ObjectNode) Events.load("close-record");
        event.set("run", opened.path("run"));
        event.set("plan", opened.path("plan"));
        return event;
    }

    private static JsonNode call(JsonFunction function, JsonNode input) throws IOException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        function.handleRequest(
                new ByteArrayInputStream(input.toString().getBytes(StandardCharsets.UTF_8)), output, new FakeContext());
        return parse(output.toString(StandardCharsets.UTF_8));
    }

    private static JsonNode parse(String text) throws IOException {
        return JsonMapper.builder().build().readTree(text);
    }
}
