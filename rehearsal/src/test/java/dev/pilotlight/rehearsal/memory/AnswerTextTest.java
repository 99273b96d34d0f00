package dev.pilotlight.rehearsal.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilotlight.twin.wire.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerTextTest {
    private static final String FIRST = "00000000-0000-4000-8000-000000000001";
    private static final String SECOND = "00000000-0000-4000-8000-000000000002";

    @ParameterizedTest
    @ValueSource(strings = {"RequestId", "requestId"})
    void theNumberOfARequestMakesNoDifference(String element) {
        String answer = "<Answer><" + element + ">%s</" + element + "></Answer>";

        assertThat(text(200, answer.formatted(FIRST))).isEqualTo(text(200, answer.formatted(SECOND)));
    }

    @Test
    void anIdThatLooksLikeSuchANumberDoes() {
        String answer = "<Answer><HealthCheckId>%s</HealthCheckId><RequestId>" + FIRST + "</RequestId></Answer>";

        assertThat(text(200, answer.formatted(FIRST))).isNotEqualTo(text(200, answer.formatted(SECOND)));
    }

    @Test
    void anErrorKeepsItsNumberBecauseItsMessageTellsIt() {
        String answer = "<Error><RequestId>%s</RequestId></Error>";

        assertThat(text(400, answer.formatted(FIRST))).isNotEqualTo(text(400, answer.formatted(SECOND)));
    }

    private static AnswerText text(int status, String body) {
        return AnswerText.of(new HttpResponse(status, Map.of(), body.getBytes(StandardCharsets.UTF_8)));
    }
}
