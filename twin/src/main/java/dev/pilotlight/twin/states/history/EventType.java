package dev.pilotlight.twin.states.history;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The kinds of history events, named as the service names them (API reference, HistoryEvent). */
public enum EventType {
    CHOICE_STATE_ENTERED("stateEntered"),
    CHOICE_STATE_EXITED("stateExited"),
    EVALUATION_FAILED("evaluationFailed"),
    EXECUTION_ABORTED("executionAborted"),
    EXECUTION_FAILED("executionFailed"),
    EXECUTION_REDRIVEN("executionRedriven"),
    EXECUTION_STARTED("executionStarted"),
    EXECUTION_SUCCEEDED("executionSucceeded"),
    EXECUTION_TIMED_OUT("executionTimedOut"),
    FAIL_STATE_ENTERED("stateEntered"),
    LAMBDA_FUNCTION_FAILED("lambdaFunctionFailed"),
    LAMBDA_FUNCTION_SCHEDULED("lambdaFunctionScheduled"),
    LAMBDA_FUNCTION_STARTED(null),
    LAMBDA_FUNCTION_SUCCEEDED("lambdaFunctionSucceeded"),
    LAMBDA_FUNCTION_TIMED_OUT("lambdaFunctionTimedOut"),
    MAP_ITERATION_ABORTED("mapIterationAborted"),
    MAP_ITERATION_FAILED("mapIterationFailed"),
    MAP_ITERATION_STARTED("mapIterationStarted"),
    MAP_ITERATION_SUCCEEDED("mapIterationSucceeded"),
    MAP_RUN_FAILED("mapRunFailed"),
    MAP_RUN_STARTED("mapRunStarted"),
    MAP_RUN_SUCCEEDED(null),
    MAP_STATE_ABORTED(null),
    MAP_STATE_ENTERED("stateEntered"),
    MAP_STATE_EXITED("stateExited"),
    MAP_STATE_FAILED(null),
    MAP_STATE_STARTED("mapStateStarted"),
    MAP_STATE_SUCCEEDED(null),
    PARALLEL_STATE_ABORTED(null),
    PARALLEL_STATE_ENTERED("stateEntered"),
    PARALLEL_STATE_EXITED("stateExited"),
    PARALLEL_STATE_FAILED(null),
    PARALLEL_STATE_STARTED(null),
    PARALLEL_STATE_SUCCEEDED(null),
    PASS_STATE_ENTERED("stateEntered"),
    PASS_STATE_EXITED("stateExited"),
    SUCCEED_STATE_ENTERED("stateEntered"),
    SUCCEED_STATE_EXITED("stateExited"),
    TASK_FAILED("taskFailed"),
    TASK_SCHEDULED("taskScheduled"),
    TASK_STARTED("taskStarted"),
    TASK_STATE_ABORTED(null),
    TASK_STATE_ENTERED("stateEntered"),
    TASK_STATE_EXITED("stateExited"),
    TASK_SUBMITTED("taskSubmitted"),
    TASK_SUCCEEDED("taskSucceeded"),
    TASK_TIMED_OUT("taskTimedOut"),
    WAIT_STATE_ABORTED(null),
    WAIT_STATE_ENTERED("stateEntered"),
    WAIT_STATE_EXITED("stateExited");

    private final String wireName;
    private final @Nullable String details;

    EventType(@Nullable String details) {
        StringBuilder words = new StringBuilder();
        for (String word : name().split("_", -1)) {
            words.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        this.wireName = words.toString();
        this.details = details;
    }

    /** The name on the wire, for instance {@code TaskStateEntered}. */
    public String wireName() {
        return wireName;
    }

    /** The field that holds the event's details, for instance {@code stateEnteredEventDetails}. */
    public Optional<String> detailsField() {
        return Optional.ofNullable(details).map(name -> name + "EventDetails");
    }
}
