package dev.pilotlight.twin.states;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pilotlight.twin.states.history.HistoryFullException;
import dev.pilotlight.twin.states.query.QueryFailure;
import dev.pilotlight.twin.time.Timeline;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sequences running side by side for one state, which waits for them. */
final class Fork {
    private final Timeline timeline;
    private final List<Timeline.Task> tasks = new ArrayList<>();
    private final Deque<Settled> settled = new ArrayDeque<>();
    private Timeline.Signal change;
    private volatile boolean abandoned;

    Fork(Timeline timeline) {
        this.timeline = timeline;
        this.change = timeline.signal();
    }

    /** A sequence, from its input to its output. */
    @FunctionalInterface
    interface Body {
        JsonNode run() throws StateFailure, InterruptedException;
    }

    /** How one of them ended: with an output, or with a failure. */
    record Settled(
            int index, @Nullable JsonNode output, @Nullable StateFailure failure) {

        /** The failure of one that has no output. */
        StateFailure requireFailure() {
            return requireNonNull(failure);
        }
    }

    void launch(int index, String name, Body body) {
        tasks.add(timeline.start(name, () -> live(index, body)));
    }

    private void live(int index, Body body) {
        try {
            settle(new Settled(index, body.run(), null));
        } catch (StateFailure e) {
            settle(new Settled(index, null, e));
        } catch (InterruptedException e) {
            settle(new Settled(index, null, StateFailure.terminal("States.BranchFailed", "stopped")));
        } catch (HistoryFullException e) {
            settle(new Settled(index, null, StateFailure.full(e)));
        } catch (RuntimeException e) {
            settle(new Settled(index, null, StateFailure.terminal(QueryFailure.RUNTIME, e.toString())));
            throw e;
        }
    }

    private synchronized void settle(Settled one) {
        settled.add(one);
        change.raise();
    }

    /** Waits for the next one to end, whichever it is. */
    Settled next() throws InterruptedException {
        while (true) {
            Timeline.Signal signal;
            synchronized (this) {
                if (!settled.isEmpty()) {
                    return settled.remove();
                }
                change = timeline.signal();
                signal = change;
            }
            signal.await();
        }
    }

    boolean isAbandoned() {
        return abandoned;
    }

    /** Stops whatever still runs and waits until it has stopped; nothing of it happens afterwards. */
    void abandon() throws InterruptedException {
        abandoned = true;
        for (Timeline.Task task : tasks) {
            task.interrupt();
        }
        for (Timeline.Task task : tasks) {
            task.join();
        }
    }
}
