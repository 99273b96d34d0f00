package dev.pilotlight.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class RedactionTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void whatLooksLikeASecretIsTakenOutAndTheRestStays() {
        assertThat(Redaction.redact("password=hunter2; token: abc, secret = 'xyz'"))
                .isEqualTo("password=[redacted]; token: [redacted], secret = '[redacted]'");
        assertThat(Redaction.redact("jdbc:postgresql://app:hunter2@orders.example/shop"))
                .isEqualTo("jdbc:postgresql://[redacted]@orders.example/shop");
        assertThat(Redaction.redact("Authorization: Bearer eyJhbGciOi.x.y of AKIAIOSFODNN7EXAMPLE"))
                .isEqualTo("Authorization: Bearer [redacted] of [redacted]");
    }

    @Test
    void aTextWithoutASecretStaysAsItIs() {
        assertThat(Redaction.redact("the cluster orders is creating")).isEqualTo("the cluster orders is creating");
        assertThat(Redaction.redact("https://shop.example/health")).isEqualTo("https://shop.example/health");
    }

    @Test
    void aTextIsCutAfterTwoThousandCharacters() {
        assertThat(Redaction.redact("x".repeat(2_000))).isEqualTo("x".repeat(2_000));
        assertThat(Redaction.redact("x".repeat(2_001))).isEqualTo("x".repeat(2_000) + "...");
    }

    @Test
    void secretsAreTakenOutOfEveryTextOfAValueAndNothingElseChanges() throws Exception {
        JsonNode value = JSON.readTree("""
                {"why": "password=hunter2", "tries": 3, "late": true, "none": null,
                 "more": [{"url": "https://app:hunter2@orders.example/"}, "token=abc", 7]}""");

        assertThat(Redaction.redact(value)).isEqualTo(JSON.readTree("""
                        {"why": "password=[redacted]", "tries": 3, "late": true, "none": null,
                         "more": [{"url": "https://[redacted]@orders.example/"}, "token=[redacted]", 7]}"""));
    }
}
