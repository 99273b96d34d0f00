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

    /** Nobody waits any more. */
    void abandon() {
        settle(new Outcome.TimedOut("abandoned"));
    }

    private synchronized Outcome settle(Outcome first) {
        if (outcome == null) {
            outcome = first;
            settled.raise();
        }
        return outcome;
    }

    synchronized void beat() {
        lastBeat = timeline.now();
    }

    private synchronized Instant lastBeat() {
        return lastBeat;
    }

    synchronized boolean isOver() {
        return outcome != null;
    }

    /**
     * Waits until the attempt is settled or out of time.
     *
     * @param timeout how long it may take; empty for as long as it wants
     * @param heartbeat how long it may be silent
     */
    Outcome await(Optional<Duration> timeout, Optional<Duration> heartbeat) throws InterruptedException {
        Instant deadline = timeout.map(timeline.now()::plus).orElse(Instant.MAX);
        while (true) {
            Instant silence = heartbeat.map(limit -> lastBeat().plus(limit)).orElse(Instant.MAX);
            Instant limit = silence.isBefore(deadline) ? silence : deadline;
            if (limit.equals(Instant.MAX)) {
                settled.await();
            } else if (!settled.await(Duration.between(timeline.now(), limit))
                    && !beatenSince(silence, heartbeat, deadline)) {
                String error = silence.isBefore(deadline) ? Errors.HEARTBEAT_TIMEOUT : StateFailure.TIMEOUT;
                return settle(new Outcome.TimedOut(error));
            }
            if (settled.raised()) {
                return settle(new Outcome.TimedOut(StateFailure.TIMEOUT));
            }
        }
    }

    private boolean beatenSince(Instant silence, Optional<Duration> heartbeat, Instant deadline) {
        return silence.isBefore(deadline)
                && heartbeat
                        .map(limit -> lastBeat().plus(limit).isAfter(silence))
                        .orElse(false);
    }
}
