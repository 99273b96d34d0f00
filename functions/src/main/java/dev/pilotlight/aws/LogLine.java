package dev.pilotlight.aws;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.step.Run;
import java.time.Duration;
import java.time.Instant;

/**
 * The one line of JSON that a call leaves in the log. It holds named facts only, never an input or an answer as a
 * whole, and what others wrote into messages is redacted.
 */
public final class LogLine {
    private final Instant began;
    private final ObjectNode facts = JsonNodeFactory.instance.objectNode();

    LogLine(Instant began, String function, String requestId) {
        this.began = began;
        facts.put("time", began.toString())
                .put("level", "INFO")
                .put("function", function)
                .put("requestId", requestId);
    }

    /** Names the run that the call belongs to. */
    public void about(Run run) {
        facts.put("plan", run.plan().value())
                .put("execution", run.execution())
                .put("epoch", run.epoch().number());
    }

    /** Adds a fact, like {@code joined}. */
    public void fact(String name, String value) {
        facts.put(name, Redaction.redact(value));
    }

    void answered(ObjectNode answer) {
        facts.put("outcome", answer.path("outcome").asText());
        for (String name : new String[] {"guard", "phrase", "why"}) {
            if (answer.has(name)) {
                fact(name, answer.path(name).asText());
            }
        }
    }

    void failed(RuntimeException failure) {
        facts.put("level", "ERROR").put("error", failure.getClass().getName());
        fact("message", String.valueOf(failure.getMessage()));
    }

    String text(Instant ended) {
        facts.put("millis", Duration.between(began, ended).toMillis());
        return facts + "\n";
    }
}
