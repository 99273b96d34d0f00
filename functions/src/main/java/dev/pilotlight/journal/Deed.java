package dev.pilotlight.journal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Instant;
import java.util.Optional;

/**
 * An act of this run, and what is known about it.
 *
 * @param sequence of the entry that announced it, counted from the first entry of the first epoch that was taken over
 * @param at when it was announced
 * @param outcome the body of the entry that settled it; empty while nobody knows what became of it
 */
public record Deed(long sequence, Act act, Instant at, Optional<JsonNode> outcome) {

    /** Nobody knows yet whether it happened. */
    public boolean open() {
        return outcome.isEmpty();
    }

    /** It was accepted, or its effect was seen. */
    public boolean happened() {
        return result("happened");
    }

    /** It certainly had no effect. */
    public boolean failed() {
        return result("didNotHappen");
    }

    /** What proves that it happened; a missing node when that is not known. */
    public JsonNode evidence() {
        return outcome.<JsonNode>map(body -> body.path("evidence")).orElse(MissingNode.getInstance());
    }

    private boolean result(String result) {
        return outcome.map(body -> body.path("result").asText().equals(result)).orElse(false);
    }
}
