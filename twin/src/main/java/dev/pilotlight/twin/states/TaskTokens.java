package dev.pilotlight.twin.states;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The task tokens that are out, and the ways to return one: SendTaskSuccess, SendTaskFailure, SendTaskHeartbeat. */
public final class TaskTokens {
    private final Map<String, TaskAttempt> waiting = new LinkedHashMap<>();
    private long issued;

    /** A token for an attempt; tokens are opaque and never used twice. */
    synchronized String issue(TaskAttempt attempt, String state) {
        issued++;
        String plain = issued + ":" + state;
        String token = Base64.getEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
        waiting.put(token, attempt);
        return token;
    }

    /**
     * Ends the work well.
     *
     * @throws TaskTokenException when the token is not one, or nobody waits for it any more
     */
    public void sendSuccess(String token, JsonNode output) {
        take(token).succeed(output);
    }

    /**
     * Ends the work with an error.
     *
     * @throws TaskTokenException when the token is not one, or nobody waits for it any more
     */
    public void sendFailure(String token, @Nullable String error, @Nullable String cause) {
        take(token).fail(StateFailure.of(error, cause));
    }

    /**
     * Says that the work goes on.
     *
     * @throws TaskTokenException when the token is not one, or nobody waits for it any more
     */
    public void sendHeartbeat(String token) {
        find(token).beat();
    }

    /** Nobody waits for this token any more. */
    synchronized void forget(String token) {
        waiting.remove(token);
    }

    private synchronized TaskAttempt take(String token) {
        TaskAttempt attempt = find(token);
        waiting.remove(token);
        return attempt;
    }

    private synchronized TaskAttempt find(String token) {
        TaskAttempt attempt = waiting.get(token);
        if (attempt == null) {
            throw TaskTokenException.unknown(wasIssued(token));
        }
        if (attempt.isOver()) {
            waiting.remove(token);
            throw TaskTokenException.timedOut();
        }
        return attempt;
    }

    private boolean wasIssued(String token) {
        try {
            String plain = new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8);
            long number = Long.parseLong(plain.substring(0, Math.max(0, plain.indexOf(':'))));
            return number > 0 && number <= issued;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
