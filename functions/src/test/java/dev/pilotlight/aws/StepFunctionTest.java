package dev.pilotlight.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.pilotlight.step.BrokenConfigurationException;
import dev.pilotlight.step.BrokenInputException;
import dev.pilotlight.step.Events;
import dev.pilotlight.step.Guard;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.RefusedException;
import dev.pilotlight.step.RetryableUnavailableException;
import dev.pilotlight.step.StepRequest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StepFunctionTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:02:00Z");
    private static final String CANARY = "canaryD0NotSing";

    private final ScriptedHttp http = new ScriptedHttp(asked -> ScriptedHttp.Answer.json(
            400, "{\"__type\":\"AccessDeniedException\",\"message\":\"no, password=hunter2\"}"));
    private final FakeContext context = new FakeContext();

    @Test
    void doneIsWrittenWithItsEvidenceInAlphabeticalOrder() {
        assertThat(call(event(), request -> Outcome.done(Map.of("b", 2, "a", List.of("x")))))
                .isEqualTo("{\"evidence\":{\"a\":[\"x\"],\"b\":2},\"outcome\":\"done\"}");
    }

    @Test
    void pendingIsWrittenInWholeSecondsWithWhatItCarries() {
        assertThat(call(
                        event(),
                        request -> new Outcome.Pending("booting", Duration.ofMillis(1500), Map.of("passes", 2))))
                .isEqualTo("{\"outcome\":\"pending\",\"passes\":2,\"retryAfterSeconds\":2,\"why\":\"booting\"}");
    }

    @Test
    void aRefusalIsAnAnswerEvenWhenItIsThrownFromDeepInside() {
        String expected =
                "{\"guard\":\"STALE_EPOCH\",\"outcome\":\"refused\",\"phrase\":\"a newer epoch has been acquired\",\"remedy\":\"stop\",\"why\":\"another has it\"}";

        assertThat(call(event(), request -> new Outcome.Refused(Guard.STALE_EPOCH, "another has it", "stop")))
                .isEqualTo(expected);
        assertThat(call(event(), request -> {
                    throw new RefusedException(Guard.STALE_EPOCH, "another has it", "stop");
                }))
                .isEqualTo(expected);
    }

    @Test
    void aStepIsToldItsRunItsPlanAndTheTime() {
        call(event(), request -> {
            assertThat(request.run().execution()).isEqualTo("shop-7");
            assertThat(request.plan().plan()).isEqualTo(request.run().plan());
            assertThat(request.now()).isEqualTo(NOW);
            assertThat(request.elapsed()).isEqualTo(Duration.ofSeconds(40));
            assertThat(request.text("tier")).isEqualTo("web");
            return Outcome.done();
        });
    }

    @Test
    void warmingTouchesNothing() {
        assertThat(call("{\"warm\":true}", request -> {
                    throw new AssertionError("the step must not be called");
                }))
                .isEqualTo("{\"outcome\":\"done\"}");
        assertThat(http.asked()).isEmpty();
    }

    @Test
    void anExceptionOfTheSdkGetsTheNameThatTheStateMachineKnows() {
        assertThatThrownBy(() -> call(event(), request -> {
                    http.clients().dynamoDb().listTables();
                    return Outcome.done();
                }))
                .isInstanceOf(BrokenConfigurationException.class)
                .hasMessageContaining("no, password=[redacted]");
        assertThat(context.lines()).singleElement().asString().doesNotContain("hunter2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "7", "{", "{\"run\":7}", "{}", "\"warm\""})
    void whatIsNoRequestIsBrokenInput(String input) {
        assertThatThrownBy(() -> call(input, request -> Outcome.done())).isInstanceOf(BrokenInputException.class);
    }

    @Test
    void anInputThatIsTooLongIsRefusedUnread() {
        String input = "{\"x\":\"" + "x".repeat(256 * 1024) + "\"}";

        assertThatThrownBy(() -> call(input, request -> Outcome.done()))
                .isInstanceOf(BrokenInputException.class)
                .hasMessageContaining("262144");
    }

    @Test
    void aPlanThatIsNotThePinnedOneIsBrokenInput() {
        ObjectNode event = (ObjectNode) Events.load("launch-instances");
        ((ObjectNode) event.path("plan")).put("autonomy", "observe");

        assertThatThrownBy(() -> call(event.toString(), request -> Outcome.done()))
                .isInstanceOf(BrokenInputException.class)
                .hasMessageContaining("pinned");
    }

    @Test
    void oneLineSaysWhatTheCallWasAbout() {
        call(event(), request -> new Outcome.Pending("booting"));

        assertThat(context.lines())
                .containsExactly("{\"time\":\"2026-03-01T12:02:00Z\",\"level\":\"INFO\",\"function\":\"Probe\","
                        + "\"requestId\":\"request-1\",\"plan\":\"shop\",\"execution\":\"shop-7\",\"epoch\":7,"
                        + "\"outcome\":\"pending\",\"why\":\"booting\",\"millis\":0}\n");
    }

    @Test
    void aFailureIsLoggedByItsNameWithoutSecrets() {
        assertThatThrownBy(() -> call(event(), request -> {
                    throw new RetryableUnavailableException("jdbc://admin:hunter2@db token=abc AKIAIOSFODNN7EXAMPLE");
                }))
                .isInstanceOf(RetryableUnavailableException.class);

        assertThat(context.lines())
                .singleElement()
                .asString()
                .contains("dev.pilotlight.step.RetryableUnavailableException")
                .doesNotContain("hunter2", "abc", "AKIA");
    }

    @Test
    void aCanaryInAnyFieldOfTheInputSingsNeitherInTheLogNorInAMessage() {
        ObjectNode event = (ObjectNode) Events.load("launch-instances");
        List<String> songs = new ArrayList<>();
        visit(event, () -> {
            Throwable failure = catchThrowable(() -> call(event.toString(), request -> Outcome.done()));
            if (failure != null && String.valueOf(failure.getMessage()).contains(CANARY)) {
                songs.add(String.valueOf(failure.getMessage()));
            }
        });

        // The execution's name is what every line is about; all else is never written.
        assertThat(context.lines().stream()
                        .filter(line -> line.contains(CANARY))
                        .toList())
                .allMatch(line -> line.contains("\"execution\":\"" + CANARY + "\""));
        assertThat(context.lines()).hasSizeGreaterThan(70);
        assertThat(songs).isEmpty();
    }

    private void visit(JsonNode node, Runnable call) {
        if (node instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> field : List.copyOf(object.properties())) {
                JsonNode value = field.getValue();
                object.put(field.getKey(), CANARY);
                call.run();
                object.set(field.getKey(), value);
                visit(value, call);
            }
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                JsonNode value = array.get(i);
                array.set(i, TextNode.valueOf(CANARY));
                call.run();
                array.set(i, value);
                visit(value, call);
            }
        }
    }

    private static String event() {
        return Events.load("launch-instances").toString();
    }

    private String call(String input, Function<StepRequest, Outcome> step) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        try {
            new Probe(TestSurroundings.of(http, NOW), step)
                    .handleRequest(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), output, context);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return output.toString(StandardCharsets.UTF_8);
    }

    private static final class Probe extends StepFunction {
        private final Function<StepRequest, Outcome> step;

        Probe(Surroundings surroundings, Function<StepRequest, Outcome> step) {
            super(surroundings);
            this.step = step;
        }

        @Override
        protected Outcome advance(StepRequest request) {
            return step.apply(request);
        }
    }
}
