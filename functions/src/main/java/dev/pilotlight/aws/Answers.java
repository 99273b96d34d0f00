package dev.pilotlight.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.step.Outcome;
import java.util.Map;

/** Outcomes as the state machine reads them. Their sentences may quote others, so they are redacted. */
public final class Answers {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Answers() {}

    public static ObjectNode of(Outcome outcome) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        return switch (outcome) {
            case Outcome.Done done -> answer.put("outcome", "done").set("evidence", json(done.evidence()));
            case Outcome.Pending pending -> {
                answer.setAll((ObjectNode) json(pending.carried()));
                yield answer.put("outcome", "pending")
                        .put("why", Redaction.redact(pending.why()))
                        .put(
                                "retryAfterSeconds",
                                pending.retryAfter().plusNanos(999_999_999).toSeconds());
            }
            case Outcome.Refused refused -> {
                answer.setAll((ObjectNode) json(refused.facts()));
                yield answer.put("outcome", "refused")
                        .put("guard", refused.guard().name())
                        .put("phrase", refused.guard().phrase())
                        .put("why", Redaction.redact(refused.why()))
                        .put("remedy", Redaction.redact(refused.remedy()));
            }
        };
    }

    private static JsonNode json(Map<String, Object> facts) {
        return MAPPER.valueToTree(facts);
    }
}
