package dev.pilotlight.twin.states;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pilotlight.twin.states.language.ErrorHandling.Errors;
import dev.pilotlight.twin.time.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One attempt at a task: settled once, by the work itself or by whoever returns its token, or timed out. */
final class TaskAttempt {

    /** How an attempt ended. */
    sealed interface Outcome {
        record Succeeded(JsonNode result) implements Outcome {}

        record Failed(StateFailure failure) implements Outcome {}

        record TimedOut(String error) implements Outcome {}
    }

    private final Timeline timeline;
    private final Timeline.Signal settled;
    private @Nullable Outcome outcome;
    private Instant lastBeat;

    TaskAttempt(Timeline timeline) {
        this.timeline = timeline;
        this.settled = timeline.signal();
        this.lastBeat = timeline.now();
    }

    void succeed(JsonNode result) {
        settle(new Outcome.Succeeded(result));
    }

    void fail(StateFailure failure) {
        settle(new Outcome.Failed(failure));
    }

    /** Nobody waits any more; whatever comes later is too late. */
    void abandon() {
        settle(new Outcome.TimedOut(StateFailure.TIMEOUT));
    }

    private synchronized void settle(Outcome first) {
        if (outcome == null) {
            outcome = first;
            settled.raise();
        }
    }

    private synchronized @Nullable Outcome outcome() {
        return outcome;
    }

    boolean isOver() {
        return outcome() != null;
    }

    synchronized void beat() {
        lastBeat = timeline.now();
    }

    private synchronized Instant silentUntil(Duration heartbeat) {
        return lastBeat.plus(heartbeat);
    }

    /**
     * Waits until the attempt is settled or out of time.
     *
     * @param timeout how long it may take; empty for as long as it wants
     * @param heartbeat how long it may be silent; empty when nobody listens
     */
    Outcome await(Optional<Duration> timeout, Optional<Duration> heartbeat) throws InterruptedException {
        Instant deadline = timeout.map(timeline.now()::plus).orElse(Instant.MAX);
        for (Outcome ended = outcome(); ; ended = outcome()) {
            if (ended != null) {
                return ended;
            }
            Instant silence = heartbeat.map(this::silentUntil).orElse(Instant.MAX);
            Instant limit = silence.isBefore(deadline) ? silence : deadline;
            if (limit.equals(Instant.MAX)) {
                settled.await();
            } else if (timeline.now().isBefore(limit)) {
                settled.await(Duration.between(timeline.now(), limit));
            } else {
                settle(new Outcome.TimedOut(
                        silence.isBefore(deadline) ? Errors.HEARTBEAT_TIMEOUT : StateFailure.TIMEOUT));
            }
        }
    }
}
