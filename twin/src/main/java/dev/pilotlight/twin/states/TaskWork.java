package dev.pilotlight.twin.states;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.pilotlight.twin.states.history.EventType;
import dev.pilotlight.twin.states.history.HistoryFullException;
import dev.pilotlight.twin.states.history.Trail;
import dev.pilotlight.twin.states.language.NumberField;
import dev.pilotlight.twin.states.language.Resource;
import dev.pilotlight.twin.states.language.Resource.Completion;
import dev.pilotlight.twin.states.language.State;
import dev.pilotlight.twin.states.query.QueryFailure;
import dev.pilotlight.twin.states.query.Scope;
import dev.pilotlight.twin.time.Timeline;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The work of a Task state. The call runs in a task of its own: when the state stops waiting, because of a timeout or
 * because a sibling failed, the call runs on, as a Lambda function does. Only jobs are stopped.
 */
final class TaskWork implements Work {
    private final Visit visit;
    private final State.Task state;
    private final Resource resource;
    private final Run run;
    private final Trail trail;

    TaskWork(Visit visit, State.Task state) {
        this.visit = visit;
        this.state = state;
        this.resource = state.resource();
        this.run = visit.sequence().run();
        this.trail = visit.sequence().trail();
    }

    @Override
    public JsonNode attempt() throws QueryFailure, StateFailure, InterruptedException {
        TaskAttempt attempt = new TaskAttempt(run.timeline());
        TaskCall call = prepare(attempt);
        Optional<Duration> heartbeat = heartbeat();
        recordScheduled(call, heartbeat);
        recordStarted();
        Timeline.Task task = run.timeline().start("call of " + state.name(), () -> perform(call, attempt));
        try {
            boolean listens = resource.completion() == Completion.CALLBACK;
            return conclude(attempt.await(call.timeout(), listens ? heartbeat : Optional.empty()));
        } finally {
            attempt.abandon();
            call.token().ifPresent(run.tokens()::forget);
            if (resource.completion() == Completion.JOB) {
                task.interrupt();
            }
        }
    }

    private TaskCall prepare(TaskAttempt attempt) throws QueryFailure {
        Optional<String> token = Optional.empty();
        if (resource.completion() == Completion.CALLBACK) {
            token = Optional.of(run.tokens().issue(attempt, state.name()));
            visit.holdToken(token.get());
        }
        Scope focused = state.flow().focus(visit.scope());
        return new TaskCall(
                resource.arn(),
                state.flow().arguments(focused),
                token,
                seconds(state.timeout(), focused),
                role(focused),
                run.identity(),
                state.name());
    }

    private Optional<Duration> heartbeat() throws QueryFailure {
        return seconds(state.heartbeat(), state.flow().focus(visit.scope()));
    }

    private static Optional<Duration> seconds(@Nullable NumberField field, Scope scope) throws QueryFailure {
        if (field == null) {
            return Optional.empty();
        }
        long count = field.readWhole(scope);
        if (count < 1) {
            throw field.outOfRange("A timeout or heartbeat must be at least 1 second, but is " + count);
        }
        return Optional.of(Duration.ofSeconds(count));
    }

    private Optional<String> role(Scope scope) throws QueryFailure {
        if (state.credentials() == null) {
            return Optional.empty();
        }
        return Optional.of(state.credentials().fill(scope).path("RoleArn").asText());
    }

    private void perform(TaskCall call, TaskAttempt attempt) {
        try {
            JsonNode answer = run.tasks().run(call);
            if (resource.completion() == Completion.CALLBACK) {
                recordSubmitted(answer, attempt);
            } else {
                attempt.succeed(answer);
            }
        } catch (TaskFailed e) {
            attempt.fail(StateFailure.of(e.error(), e.cause()));
        } catch (InterruptedException e) {
            attempt.fail(StateFailure.of("States.TaskFailed", "The call was stopped."));
        } catch (HistoryFullException e) {
            attempt.fail(StateFailure.full(e));
        } catch (RuntimeException e) {
            attempt.fail(StateFailure.of("States.TaskFailed", "The call broke: " + e));
            throw e;
        }
    }

    private JsonNode conclude(TaskAttempt.Outcome outcome) throws StateFailure {
        return switch (outcome) {
            case TaskAttempt.Outcome.Succeeded(JsonNode result)
            when Step.isTooLarge(result) ->
                throw failed(StateFailure.of(StateFailure.DATA_LIMIT_EXCEEDED, Step.tooLarge(resourceName())));
            case TaskAttempt.Outcome.Succeeded(JsonNode result) -> succeeded(result);
            case TaskAttempt.Outcome.Failed(StateFailure failure) -> throw failed(failure);
            case TaskAttempt.Outcome.TimedOut(String error) -> throw timedOut(StateFailure.of(error, null));
        };
    }

    private String resourceName() {
        return resource.isFunction() ? resource.arn() : resource.service();
    }

    private void recordScheduled(TaskCall call, Optional<Duration> heartbeat) {
        Details details = resource.isFunction()
                ? Details.of("resource", resource.arn()).with("input", call.arguments())
                : integration().with("region", run.identity().region()).with("parameters", call.arguments());
        call.timeout().ifPresent(limit -> details.with("timeoutInSeconds", limit.toSeconds()));
        heartbeat.ifPresent(limit -> details.with("heartbeatInSeconds", limit.toSeconds()));
        call.credentials()
                .ifPresent(role -> details.with(
                        "taskCredentials", JsonNodeFactory.instance.objectNode().put("roleArn", role)));
        trail.record(
                resource.isFunction() ? EventType.LAMBDA_FUNCTION_SCHEDULED : EventType.TASK_SCHEDULED,
                details.build());
    }

    private void recordStarted() {
        if (resource.isFunction()) {
            trail.record(EventType.LAMBDA_FUNCTION_STARTED);
        } else {
            trail.record(EventType.TASK_STARTED, integration().build());
        }
    }

    private void recordSubmitted(JsonNode answer, TaskAttempt attempt) {
        if (!attempt.isOver()) {
            trail.record(
                    EventType.TASK_SUBMITTED,
                    integration().with("output", answer).build());
        }
    }

    private JsonNode succeeded(JsonNode result) {
        trail.record(
                resource.isFunction() ? EventType.LAMBDA_FUNCTION_SUCCEEDED : EventType.TASK_SUCCEEDED,
                integration().with("output", result).build());
        return result;
    }

    private StateFailure failed(StateFailure failure) {
        trail.record(
                resource.isFunction() ? EventType.LAMBDA_FUNCTION_FAILED : EventType.TASK_FAILED,
                integration().with(failure).build());
        return failure;
    }

    private StateFailure timedOut(StateFailure failure) {
        trail.record(
                resource.isFunction() ? EventType.LAMBDA_FUNCTION_TIMED_OUT : EventType.TASK_TIMED_OUT,
                integration().with(failure).build());
        return failure;
    }

    /** How events of an integration begin; those of a function say nothing here. */
    private Details integration() {
        return resource.isFunction()
                ? Details.none()
                : Details.of("resourceType", resource.service()).with("resource", resource.action());
    }

    @Override
    public void givenUp() {
        // The last attempt's event has said it.
    }
}
