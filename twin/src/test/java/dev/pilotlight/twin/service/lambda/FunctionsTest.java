package dev.pilotlight.twin.service.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilotlight.twin.time.VirtualTimeline;
import dev.pilotlight.twin.wire.Front;
import dev.pilotlight.twin.wire.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FunctionsTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final VirtualTimeline timeline = new VirtualTimeline(START);
    private final Front front = new Front(
            timeline, "111111111111", List.of(), List.of(), request -> HttpResponse.of(404, "text/plain", ""));
    private final Functions functions = new Functions(front, Duration.ofSeconds(30), Duration.ofMillis(200));
    private final List<String> history = new ArrayList<>();

    @Test
    void theFirstInvocationIsColdAndTheNextIsWarm() {
        functions.deploy("echo", (event, answer) -> event.transferTo(answer));
        timeline.start("caller", () -> {
            record(invoke("echo", "1"));
            record(invoke("echo", "2"));
        });
        timeline.run();
        assertThat(history).containsExactly("200 Optional[Returned[payload=1]]", "200 Optional[Returned[payload=2]]");
    }

    @Test
    void anExceptionIsNamedByItsFullClassName() {
        functions.deploy("broken", (event, answer) -> {
            throw new IllegalStateException("on purpose");
        });
        timeline.start("caller", () -> record(invoke("broken", "{}")));
        timeline.run();
        assertThat(history)
                .containsExactly("200 Optional[Failed[errorType=java.lang.IllegalStateException, message=on purpose]]");
    }

    @Test
    void aFunctionThatTakesTooLongIsEnded() {
        functions.deploy("slow", (event, answer) -> sleep(Duration.ofHours(1)));
        timeline.start("caller", () -> record(invoke("slow", "{}")));
        timeline.run();
        assertThat(history).hasSize(1).first().asString().startsWith("30000 ").contains("Sandbox.Timedout");
    }

    @Test
    void aFunctionRunsOnWhenNobodyWaitsForItAnyMore() {
        functions.deploy("patient", (event, answer) -> {
            sleep(Duration.ofSeconds(10));
            record("done all the same");
        });
        var caller = timeline.start("caller", () -> invoke("patient", "{}"));
        timeline.after(Duration.ofSeconds(1), "interrupter", caller::interrupt);
        timeline.run();
        assertThat(history).containsExactly("10200 done all the same");
    }

    @Test
    void anAsynchronousFailureIsTriedTwiceMore() {
        functions.deploy("failing", (event, answer) -> {
            record("tried");
            throw new IllegalStateException("on purpose");
        });
        functions.invokeLater("failing", "{}");
        timeline.run();
        assertThat(history).containsExactly("200 tried", "60200 tried", "180200 tried");
    }

    @Test
    void aFunctionThatIsNotDeployedHasNoAnswer() {
        timeline.start("caller", () -> record(invoke("missing", "{}")));
        timeline.run();
        assertThat(history).containsExactly("0 Optional.empty");
    }

    private void record(Object what) {
        history.add(Duration.between(START, timeline.now()).toMillis() + " " + what);
    }

    private Optional<Answer> invoke(String name, String event) {
        try {
            return functions.invoke(name, event);
        } catch (InterruptedException e) {
            return Optional.empty();
        }
    }

    private void sleep(Duration duration) {
        try {
            timeline.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
