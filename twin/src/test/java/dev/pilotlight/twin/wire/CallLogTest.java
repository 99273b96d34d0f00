package dev.pilotlight.twin.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CallLogTest {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final String SECRET = "the-secret-of-the-body";

    private final List<String> lines = new ArrayList<>();
    private final CallLog log = new CallLog(() -> NOW, lines::add);

    @Test
    void everyAnsweredCallIsOneLineThatSaysWhoCalledWhat() throws IOException, InterruptedException {
        HttpResponse answer = HttpResponse.of(403, "text/plain", SECRET);

        assertThat(log.pass(call(), () -> answer)).isSameAs(answer);

        JsonNode line = JsonMapper.builder().build().readTree(lines.getFirst());
        assertThat(line.path("at").asText()).isEqualTo("2026-01-01T12:00:00Z");
        assertThat(line.path("by").asText()).isEqualTo("Bind");
        assertThat(line.path("service").asText()).isEqualTo("ssm");
        assertThat(line.path("operation").asText()).isEqualTo("PutParameter");
        assertThat(line.path("region").asText()).isEqualTo("us-west-2");
        assertThat(line.path("status").asInt()).isEqualTo(403);
    }

    @Test
    void nothingOfWhatWasSentOrAnsweredIsInIt() throws InterruptedException {
        log.pass(call(), () -> HttpResponse.of(200, "text/plain", SECRET));

        assertThat(lines).singleElement().asString().doesNotContain(SECRET);
    }

    private static Call call() {
        HttpRequest request =
                new HttpRequest("POST", "127.0.0.1", "/", "", Map.of(), SECRET.getBytes(StandardCharsets.UTF_8));
        return new Call(7, "ssm", "us-west-2", "Bind", "PutParameter", request);
    }
}
