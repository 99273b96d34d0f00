package dev.pilotlight.twin.states;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pilotlight.twin.states.history.EventType;
import dev.pilotlight.twin.states.history.History;
import dev.pilotlight.twin.states.history.HistoryEvent;
import dev.pilotlight.twin.states.history.Trail;
import dev.pilotlight.twin.states.language.StateMachineDefinition;
import dev.pilotlight.twin.states.query.QueryFailure;
import dev.pilotlight.twin.states.query.Variables;
import dev.pilotlight.twin.time.Timeline;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One execution of a state machine, from its start to its end. It may be looked at from any thread at any time. */
public final class Execution {
    private final StateMachineDefinition definition;
    private final JsonNode input;
    private final Run run;
    private final History history;
    private final ExecutionListener listener;
    private final Trail trail;
    private final Sequence states;
    private volatile Timeline.Signal end;
    private volatile int redriveCount;
    private volatile @Nullable Instant redriven;
    private Timeline.@Nullable Task task;
    private Timeline.@Nullable Task deadline;
    private boolean begun;
    private @Nullable Ending requested;
    private volatile @Nullable Ending ending;

    /** How an execution ended. */
    private record Ending(
            ExecutionStatus status,
            @Nullable JsonNode output,
            @Nullable String error,
            @Nullable String cause,
            Instant at) {}

    Execution(StateMachineDefinition definition, JsonNode input, Run run, History history, ExecutionListener listener) {
        this.definition = definition;
        this.input = input;
        this.run = run;
        this.history = history;
        this.end = run.timeline().signal();
        this.listener = listener;
        this.trail = history.trail();
        this.states =
                new Sequence(run, definition.graph(), Variables.empty(), trail, null, this::isStopping).with(input);
    }

    void start() {
        history.trail()
                .record(
                        EventType.EXECUTION_STARTED,
                        Details.of("input", input)
                                .with("roleArn", run.identity().roleArn())
                                .build());
        begin();
    }

    /**
     * Goes on from where the execution failed, timed out or was stopped.
     *
     * @throws IllegalStateException when it runs or has succeeded
     */
    public void redrive() {
        synchronized (this) {
            if (status() == ExecutionStatus.RUNNING || status() == ExecutionStatus.SUCCEEDED) {
                throw new IllegalStateException("an execution that is " + status() + " cannot be redriven");
            }
            requested = null;
            ending = null;
            begun = false;
            redriveCount++;
            redriven = run.timeline().now();
            end = run.timeline().signal();
        }
        run.showRedrive(redriveCount, run.timeline().now());
        trail.record(
                EventType.EXECUTION_REDRIVEN,
                Details.none().with("redriveCount", redriveCount).build());
        states.redrive(this::isStopping, trail);
        begin();
    }

    private void begin() {
        listener.statusChanged(this);
        Timeline timeline = run.timeline();
        var limit = definition.timeout().orElse(definition.type().longest());
        synchronized (this) {
            task = timeline.start("execution " + run.identity().name(), this::live);
            deadline = timeline.after(limit, "deadline of " + run.identity().name(), this::expire);
        }
    }

    private void live() {
        synchronized (this) {
            begun = true;
        }
        try {
            JsonNode output = states.proceed();
            conclude(EventType.EXECUTION_SUCCEEDED, at(ExecutionStatus.SUCCEEDED, output, null, null));
        } catch (StateFailure e) {
            conclude(EventType.EXECUTION_FAILED, at(ExecutionStatus.FAILED, null, e.error(), e.cause()));
        } catch (InterruptedException e) {
            conclude();
        } catch (RuntimeException e) {
            conclude(EventType.EXECUTION_FAILED, at(ExecutionStatus.FAILED, null, QueryFailure.RUNTIME, e.toString()));
            throw e;
        }
    }

    private Ending at(
            ExecutionStatus status, @Nullable JsonNode output, @Nullable String error, @Nullable String cause) {
        return new Ending(status, output, error, cause, run.timeline().now());
    }

    private synchronized boolean isStopping() {
        return requested != null;
    }

    /** Ends as somebody asked; an interrupt nobody asked for, as when the twin is torn down, ends it as stopped. */
    private void conclude() {
        Ending asked;
        synchronized (this) {
            asked = requested == null ? at(ExecutionStatus.ABORTED, null, null, null) : requested;
        }
        EventType type = asked.status() == ExecutionStatus.TIMED_OUT
                ? EventType.EXECUTION_TIMED_OUT
                : EventType.EXECUTION_ABORTED;
        conclude(type, asked);
    }

    private void conclude(EventType type, Ending how) {
        Details details = Details.none().with("error", how.error()).with("cause", how.cause());
        if (how.output() != null) {
            details.with("output", how.output());
        }
        trail.recordLast(type, details.build());
        ending = how;
        requireNonNull(deadline).interrupt();
        listener.statusChanged(this);
        end.raise();
    }

    private void expire() {
        request(ExecutionStatus.TIMED_OUT, StateFailure.TIMEOUT, null);
    }

    /** Stops the execution, unless it has ended already. Tasks it waits for run on unseen, except jobs. */
    public void stop(@Nullable String error, @Nullable String cause) {
        request(ExecutionStatus.ABORTED, error, cause);
    }

    private void request(ExecutionStatus status, @Nullable String error, @Nullable String cause) {
        boolean neverBegan;
        synchronized (this) {
            if (requested != null || ending != null) {
                return;
            }
            requested = at(status, null, error, cause);
            neverBegan = !begun;
        }
        requireNonNull(task).interrupt();
        if (neverBegan) {
            conclude();
        }
    }

    /** Waits, in a task of the timeline, until the execution has ended. */
    public void awaitEnd() throws InterruptedException {
        end.await();
    }

    /** Raised when the execution has ended. */
    public Timeline.Signal end() {
        return end;
    }

    public ExecutionIdentity identity() {
        return run.identity();
    }

    public StateMachineDefinition definition() {
        return definition;
    }

    public JsonNode input() {
        return input;
    }

    public ExecutionStatus status() {
        Ending how = ending;
        return how == null ? ExecutionStatus.RUNNING : how.status();
    }

    /** What it gave; empty unless it succeeded. */
    public Optional<JsonNode> output() {
        return Optional.ofNullable(ending).map(Ending::output);
    }

    /** The name of the error it ended with, where there is one. */
    public Optional<String> error() {
        return Optional.ofNullable(ending).map(Ending::error);
    }

    /** What led to the error, where it is known. */
    public Optional<String> cause() {
        return Optional.ofNullable(ending).map(Ending::cause);
    }

    /** When it ended. */
    public Optional<Instant> stopped() {
        return Optional.ofNullable(ending).map(Ending::at);
    }

    /** How often it was redriven. */
    public int redriveCount() {
        return redriveCount;
    }

    /** When it was redriven last. */
    public Optional<Instant> redriven() {
        return Optional.ofNullable(redriven);
    }

    /** Everything that has happened so far, in order. */
    public List<HistoryEvent> history() {
        return history.events();
    }
}
