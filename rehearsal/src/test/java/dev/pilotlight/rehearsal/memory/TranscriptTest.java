package dev.pilotlight.rehearsal.memory;

import static org.assertj.core.api.Assertions.assertThat;

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

    private static Heard answer(int length) {
        return new Heard.Answer(THEN, new HttpResponse(200, Map.of(), new byte[length]));
    }
}
