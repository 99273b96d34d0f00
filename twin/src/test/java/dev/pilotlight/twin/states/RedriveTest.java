package dev.pilotlight.twin.states;

import static dev.pilotlight.twin.states.Stage.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pilotlight.twin.states.language.InvalidDefinitionException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What goes on after a redrive, and what does not.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/redrive-executions.html">Restarting state machine
 *     executions with redrive</a>
 */
class RedriveTest {
    private static final String TASK = "'Type': 'Task', 'Resource': 'arn:aws:lambda:us-west-2:111111111111:function:";

    private final Stage stage = new Stage();
    private final List<String> worked = new ArrayList<>();
    private boolean broken = true;

    @AfterEach
    void close() {
        stage.close();
    }

    private JsonNode work(TaskCall call) throws TaskFailed {
        if (broken && call.resource().endsWith("weak")) {
            throw new TaskFailed("Broken", null);
        }
        worked.add(call.state());
        return call.arguments();
    }

    private Execution failed(String definition, String input) throws InvalidDefinitionException {
        stage.function("weak", this::work).function("strong", this::work);
        Execution execution = stage.run(definition, input);
        assertThat(execution.status()).isNotEqualTo(ExecutionStatus.SUCCEEDED);
        return execution;
    }

    private void redrive(Execution execution) {
        broken = false;
        execution.redrive();
        stage.timeline.runUntil(() -> execution.status() != ExecutionStatus.RUNNING, Instant.MAX);
    }

    @Test
    void anExecutionGoesOnFromTheStateThatFailedWithItsInputAndVariables() throws InvalidDefinitionException {
        Execution execution = failed(
                "{'QueryLanguage': 'JSONata', 'StartAt': 'A', 'States': {"
                        + "'A': {" + TASK + "strong', 'Arguments': 1, 'Assign': {'seen': 7}, 'Next': 'B'},"
                        + "'B': {" + TASK + "weak', 'Arguments': '{% $states.input + $seen %}', 'End': true}}}",
                "{}");
        redrive(execution);
        assertThat(execution.output()).contains(json("8"));
        assertThat(worked).containsExactly("A", "B");
        assertThat(Stage.events(execution))
                .containsSubsequence(
                        "TaskStateEntered",
                        "TaskStateExited",
                        "TaskStateEntered",
                        "LambdaFunctionFailed",
                        "ExecutionFailed",
                        "ExecutionRedriven",
                        "LambdaFunctionScheduled",
                        "LambdaFunctionSucceeded",
                        "TaskStateExited",
                        "ExecutionSucceeded");
        assertThat(Stage.events(execution))
                .filteredOn("TaskStateEntered"::equals)
                .hasSize(2);
    }

    @Test
    void onlyTheBranchesThatHadNotSucceededGoOn() throws InvalidDefinitionException {
        Execution execution = failed(
                "{'QueryLanguage': 'JSONata', 'StartAt': 'P', 'States': {'P': {"
                        + "'Type': 'Parallel', 'Arguments': 5, 'End': true, 'Branches': ["
                        + "{'StartAt': 'Quick', 'States': {'Quick': {" + TASK + "strong', 'End': true}}},"
                        + "{'StartAt': 'Nap', 'States': {'Nap': {'Type': 'Wait', 'Seconds': 1, 'Next': 'Weak'},"
                        + " 'Weak': {" + TASK + "weak', 'End': true}}}]}}}",
                "{}");
        redrive(execution);
        assertThat(execution.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(worked).containsExactly("Quick", "Weak");
        assertThat(Stage.events(execution))
                .filteredOn("WaitStateEntered"::equals)
                .hasSize(1);
    }

    @Test
    void onlyTheIterationsThatHadNotSucceededGoOn() throws InvalidDefinitionException {
        Execution execution = failed(
                "{'QueryLanguage': 'JSONata', 'StartAt': 'M', 'States': {'M': {"
                        + "'Type': 'Map', 'Items': [1, 2, 3], 'MaxConcurrency': 1, 'End': true,"
                        + "'ItemProcessor': {'StartAt': 'C', 'States': {"
                        + "'C': {'Type': 'Choice', 'Default': 'S', 'Choices': ["
                        + "   {'Condition': '{% $states.input = 2 %}', 'Next': 'W'}]},"
                        + "'S': {" + TASK + "strong', 'End': true}, 'W': {" + TASK + "weak', 'End': true}}}}}}",
                "{}");
        assertThat(worked).containsExactly("S");
        redrive(execution);
        assertThat(execution.output()).contains(json("[1, 2, 3]"));
        assertThat(worked).containsExactly("S", "W", "S");
    }

    @Test
    void theTimeLimitOfTheMachineBeginsAnew() throws InvalidDefinitionException {
        Execution execution = failed(
                "{'QueryLanguage': 'JSONata', 'TimeoutSeconds': 10, 'StartAt': 'W', 'States': {"
                        + "'W': {'Type': 'Wait', 'Seconds': 6, 'Next': 'X'}, 'X': {'Type': 'Wait', 'Seconds': 6, 'End': true}}}",
                "{}");
        assertThat(execution.status()).isEqualTo(ExecutionStatus.TIMED_OUT);
        redrive(execution);
        assertThat(execution.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(execution.redriveCount()).isEqualTo(1);
    }

    @Test
    void theContextObjectCountsRedrives() throws InvalidDefinitionException {
        Execution execution = failed(
                "{'QueryLanguage': 'JSONata', 'StartAt': 'T', 'States': {'T': {" + TASK + "weak',"
                        + "'End': true, 'Output': '{% [$states.context.Execution.RedriveCount,"
                        + " $exists($states.context.Execution.RedriveTime)] %}'}}}",
                "{}");
        redrive(execution);
        assertThat(execution.output()).contains(json("[1, true]"));
    }

    @Test
    void whatHasSucceededCannotBeRedriven() throws InvalidDefinitionException {
        Execution execution = stage.run("{'StartAt': 'S', 'States': {'S': {'Type': 'Succeed'}}}", "{}");
        assertThatThrownBy(execution::redrive).isInstanceOf(IllegalStateException.class);
    }
}
