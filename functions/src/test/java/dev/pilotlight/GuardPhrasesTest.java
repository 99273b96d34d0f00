package dev.pilotlight;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.aws.FakeContext;
import dev.pilotlight.aws.JsonFunction;
import dev.pilotlight.aws.StepFunction;
import dev.pilotlight.aws.Surroundings;
import dev.pilotlight.aws.TestSurroundings;
import dev.pilotlight.journal.CloseRecordFunction;
import dev.pilotlight.journal.OpenRecordFunction;
import dev.pilotlight.journal.SmallAws;
import dev.pilotlight.plan.ShopPlan;
import dev.pilotlight.step.Events;
import dev.pilotlight.step.Guard;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.StepRequest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A guard says no in the same words, wherever people read it. */
class GuardPhrasesTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:05:00Z");
    private final SmallAws aws =
            new SmallAws(Map.of("plans/shop.json", ShopPlan.document().toString()));
    private final Surroundings surroundings = TestSurroundings.of(aws.http(), NOW);
    private final FakeContext context = new FakeContext();

    @Test
    void noTwoGuardsShareAPhrase() {
        assertThat(Arrays.stream(Guard.values()).map(Guard::phrase))
                .doesNotHaveDuplicates()
                .allMatch(phrase -> phrase.matches("[a-z].*[^.]"));
    }

    @ParameterizedTest
    @EnumSource
    void theAnswerAndTheLogSayIt(Guard guard) throws IOException {
        JsonNode answer = call(new Refusing(surroundings, guard), Events.load("decide"));

        assertThat(answer.path("phrase").asText()).isEqualTo(guard.phrase());
        assertThat(context.lines()).singleElement().asString().contains("\"phrase\":\"" + guard.phrase() + "\"");
    }

    @ParameterizedTest
    @EnumSource
    void theJournalTheReportAndTheMessageSayIt(Guard guard) throws IOException {
        ObjectNode opening = (ObjectNode) Events.load("open-record");
        opening.set("input", JsonMapper.builder().build().createObjectNode());
        JsonNode opened = call(new OpenRecordFunction(surroundings), opening.put("execution", "shop-by-hand"));
        ObjectNode closing = (ObjectNode) Events.load("close-record");
        closing.set("run", opened.path("run"));
        closing.set("plan", opened.path("plan"));
        closing.put("verdict", "SAFE_ABORTED").put("guard", guard.name()).put("why", "it was found so");

        call(new CloseRecordFunction(surroundings), closing);

        // The SDK sends an object in chunks, with a line before and after each.
        String stored = Objects.requireNonNull(aws.objects().get("reports/shop/shop-by-hand.json"));
        JsonNode report = JsonMapper.builder()
                .build()
                .readTree(stored.substring(stored.indexOf('{'), stored.lastIndexOf('}') + 1));
        assertThat(report.path("phrase").asText()).isEqualTo(guard.phrase());
        JsonNode entry = report.path("events").path(report.path("events").size() - 1);
        assertThat(entry.path("kind").asText()).isEqualTo("closed");
        assertThat(entry.path("facts").path("phrase").asText()).isEqualTo(guard.phrase());
        assertThat(URLDecoder.decode(aws.others().getLast().body(), StandardCharsets.UTF_8))
                .contains(guard.phrase() + ": it was found so (" + guard + ")");
    }

    private JsonNode call(JsonFunction function, JsonNode input) throws IOException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        function.handleRequest(
                new ByteArrayInputStream(input.toString().getBytes(StandardCharsets.UTF_8)), output, context);
        return JsonMapper.builder().build().readTree(output.toString(StandardCharsets.UTF_8));
    }

    private static final class Refusing extends StepFunction {
        private final Guard guard;

        Refusing(Surroundings surroundings, Guard guard) {
            super(surroundings);
            this.guard = guard;
        }

        @Override
        protected Outcome advance(StepRequest request) {
            return new Outcome.Refused(guard, "it was found so", "do this");
        }
    }
}
