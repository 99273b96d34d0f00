package dev.pilotlight.rehearsal.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pilotlight.twin.wire.HttpRequest;
import dev.pilotlight.twin.wire.HttpResponse;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A run that never gets on reads a journal that always grows: remembering every reading of it fills the memory. */
class TranscriptTest {
    private static final Instant THEN = Instant.parse("2026-01-01T12:00:00Z");

    private final Transcript transcript = new Transcript();

    @Test
    void whatFollowsAnAnswerIsKept() {
        assertThat(transcript.after(answer(1000))).isSameAs(transcript.after(answer(1000)));
        assertThat(transcript.after(answer(1000))).isNotSameAs(transcript.after(answer(1001)));
    }

    @Test
    void whatFollowsALongAnswerIsNot() {
        assertThat(transcript.after(answer(200_000))).isNotSameAs(transcript.after(answer(200_000)));
    }

    @Test
    void aFunctionThatDoesNotAlwaysDoTheSameIsNoFailureOfTheFunction() {
        transcript.is(new Transcript.Step.Asks(asked("/one"), "here"));

        assertThatCode(() -> transcript.is(new Transcript.Step.Asks(asked("/one"), "there")))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> transcript.is(new Transcript.Step.Asks(asked("/two"), "here")))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("a function does not always do the same after the same answers: ");
    }

    private static Question asked(String path) {
        return new Question.OfAws(new HttpRequest("GET", "somewhere.example", path, "", Map.of(), new byte[0]));
    }

    private static Heard answer(int length) {
        return new Heard.Answer(THEN, new HttpResponse(200, Map.of(), new byte[length]));
    }
}
