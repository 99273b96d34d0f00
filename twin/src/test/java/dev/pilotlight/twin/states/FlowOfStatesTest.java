package dev.pilotlight.twin.states;

import static dev.pilotlight.twin.states.Stage.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pilotlight.twin.states.history.HistoryEvent;
import dev.pilotlight.twin.states.language.InvalidDefinitionException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FlowOfStatesTest {
    private final Stage stage = new Stage();

    @AfterEach
    void close() {
        stage.close();
    }

    private static String machine(String states) {
        return "{'QueryLanguage': 'JSONata', 'StartAt': 'First', 'States': {" + states + "}}";
    }

    @Test
    void assignComputesEveryVariableFromTheOldValues() throws InvalidDefinitionException {
        Execution execution = stage.run(machine("""
                        'First': {'Type': 'Pass', 'Assign': {'a': 1, 'b': 2}, 'Next': 'Swap'},
                        'Swap': {'Type': 'Pass', 'Assign': {'a': '{% $b %}', 'b': '{% $a %}'},
                          'Output': '{% [$a, $b] %}', 'Next': 'Tell'},
                        'Tell': {'Type': 'Succeed', 'Output': {'before': '{% $states.input %}', 'after': '{% [$a, $b] %}'}}"""), "{}");
        assertThat(execution.output()).contains(json("{'before': [1, 2], 'after': [2, 1]}"));
    }

    @Test
    void aChoiceTakesTheFirstRuleThatHolds() throws InvalidDefinitionException {
        String choice = machine("""
                'First': {'Type': 'Choice', 'Default': 'Other', 'Output': 'by default', 'Choices': [
                   {'Condition': '{% $states.input.n > 10 %}', 'Next': 'Many', 'Output': 'many'},
                   {'Condition': '{% $states.input.n > 5 %}', 'Next': 'Some'}]},
                'Many': {'Type': 'Succeed'}, 'Some': {'Type': 'Succeed'}, 'Other': {'Type': 'Succeed'}""");
        assertThat(stage.run(choice, "{'n': 11}").output()).contains(json("'many'"));
        assertThat(stage.run(choice, "{'n': 6}").output()).contains(json("{'n': 6}"));
        assertThat(stage.run(choice, "{'n': 1}").output()).contains(json("'by default'"));
    }

    @Test
    void aConditionThatIsNotABooleanFailsTheExecution() throws InvalidDefinitionException {
        Execution execution = stage.run(machine("""
                        'First': {'Type': 'Choice', 'Choices': [{'Condition': '{% 1 %}', 'Next': 'End'}]},
                        'End': {'Type': 'Succeed'}"""), "{}");
        assertThat(execution.error()).contains("States.QueryEvaluationError");
        assertThat(execution.cause().orElseThrow()).contains("Expected 'boolean', but was 'number' for value: 1");
        assertThat(Stage.events(execution)).contains("EvaluationFailed");
    }

    @Test
    void aChoiceWithoutAMatchFails() throws InvalidDefinitionException {
        Execution execution = stage.run(machine("""
                        'First': {'Type': 'Choice', 'Choices': [{'Condition': '{% false %}', 'Next': 'End'}]},
                        'End': {'Type': 'Succeed'}"""), "{}");
        assertThat(execution.status()).isEqualTo(ExecutionStatus.FAILED);
    }

    @Test
    void aWaitLetsItsSecondsPassAndAMomentInThePastNone() throws InvalidDefinitionException {
        stage.run(machine("""
                        'First': {'Type': 'Wait', 'Seconds': '{% $states.input.n * 2 %}', 'Next': 'Until'},
                        'Until': {'Type': 'Wait', 'Timestamp': '2026-03-01T12:00:10Z', 'Next': 'Past'},
                        'Past': {'Type': 'Wait', 'Timestamp': '2020-01-01T00:00:00+01:00', 'End': true}"""), "{'n': 2}");
        assertThat(stage.elapsed()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void anUndefinedValueIsAnEvaluationError() throws InvalidDefinitionException {
        Execution execution = stage.run(
                machine("'First': {'Type': 'Pass', 'Output': {'x': '{% $states.input.nothing %}'}, 'End': true}"),
                "{}");
        assertThat(execution.error()).contains("States.QueryEvaluationError");
        assertThat(execution.cause().orElseThrow())
                .contains("'$states.input.nothing' specified for the field 'Output/x' returned nothing");
    }

    @Test
    void aFailStateComputesItsErrorAndCause() throws InvalidDefinitionException {
        Execution execution = stage.run(
                machine("'First': {'Type': 'Fail', 'Error': '{% $string($states.input.n) %}', 'Cause': 'because'}"),
                "{'n': 7}");
        assertThat(execution.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(execution.error()).contains("7");
        assertThat(execution.cause()).contains("because");
    }

    @Test
    void parallelBranchesRunSideBySideAndGiveTheirOutputsInOrder() throws InvalidDefinitionException {
        Execution execution = stage.run(machine("""
                        'First': {'Type': 'Parallel', 'End': true, 'Arguments': {'n': 1}, 'Branches': [
                          {'StartAt': 'Slow', 'States': {'Slow': {'Type': 'Wait', 'Seconds': 30, 'Output': 'slow', 'End': true}}},
                          {'StartAt': 'Fast', 'States': {'Fast': {'Type': 'Wait', 'Seconds': 10, 'Output': '{% $states.input.n %}', 'End': true}}}]}"""), "{}");
        assertThat(execution.output()).contains(json("['slow', 1]"));
        assertThat(stage.elapsed()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void aFailingBranchStopsItsSiblingsButNotTheFunctionThatIsRunning() throws InvalidDefinitionException {
        boolean[] finished = {false};
        stage.function("slow", call -> {
            stage.pause(60);
            finished[0] = true;
            return json("1");
        });
        stage.function("never", call -> json("1"));
        Execution execution = stage.run(machine("""
                        'First': {'Type': 'Parallel', 'Next': 'Done',
                          'Catch': [{'ErrorEquals': ['Broken'], 'Next': 'Mend', 'Assign': {'saw': '{% $states.errorOutput.Cause %}'}}],
                          'Branches': [
                          {'StartAt': 'Slow', 'States': {
                            'Slow': {'Type': 'Task', 'Resource': 'arn:aws:lambda:us-west-2:111111111111:function:slow', 'Next': 'Never'},
                            'Never': {'Type': 'Task', 'Resource': 'arn:aws:lambda:us-west-2:111111111111:function:never', 'End': true}}},
                          {'StartAt': 'Wait', 'States': {'Wait': {'Type': 'Wait', 'Seconds': 5, 'Next': 'Break'},
                            'Break': {'Type': 'Fail', 'Error': 'Broken', 'Cause': 'why'}}}]},
                        'Mend': {'Type': 'Wait', 'Seconds': 100, 'Output': '{% $saw %}', 'End': true},
                        'Done': {'Type': 'Succeed'}"""), "{}");
        assertThat(execution.output()).contains(json("'why'"));
        assertThat(stage.elapsed()).isEqualTo(Duration.ofSeconds(105));
        assertThat(finished[0]).isTrue();
        assertThat(stage.calls).hasSize(1);
        assertThat(Stage.events(execution))
                .containsSubsequence("TaskStateAborted", "ParallelStateFailed", "ParallelStateExited");
    }

    @Test
    void aMapRunsItsItemsWithinItsConcurrency() throws InvalidDefinitionException {
        Execution execution = stage.run(machine("""
                        'First': {'Type': 'Map', 'Items': '{% $states.input %}', 'MaxConcurrency': 2, 'End': true,
                          'ItemSelector': {'i': '{% $states.context.Map.Item.Index %}', 'v': '{% $states.context.Map.Item.Value %}'},
                          'ItemProcessor': {'StartAt': 'Wait', 'States': {
                            'Wait': {'Type': 'Wait', 'Seconds': 10, 'Output': '{% $states.input.i & $states.input.v %}', 'End': true}}}}"""), "['a', 'b', 'c']");
        assertThat(execution.output()).contains(json("['0a', '1b', '2c']"));
        assertThat(stage.elapsed()).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void aStoppedExecutionIsAbortedAtOnce() throws InvalidDefinitionException {
        Execution execution = stage.start(machine("""
                        'First': {'Type': 'Parallel', 'Branches': [{'StartAt': 'Wait', 'States': {
                           'Wait': {'Type': 'Wait', 'Seconds': 1000, 'End': true}}}], 'End': true}"""), "{}");
        stage.timeline.advance(Duration.ofSeconds(3));
        execution.stop("Stopped", "by hand");
        stage.timeline.advance(Duration.ofSeconds(1));
        assertThat(execution.status()).isEqualTo(ExecutionStatus.ABORTED);
        assertThat(execution.cause()).contains("by hand");
        assertThat(execution.stopped()).contains(Stage.START.plusSeconds(3));
        assertThat(Stage.events(execution)).endsWith("ExecutionAborted");
    }

    @Test
    void anExecutionStoppedBeforeItsFirstStateEndsToo() throws InvalidDefinitionException {
        Execution execution = stage.start(machine("'First': {'Type': 'Succeed'}"), "{}");
        execution.stop(null, null);
        stage.timeline.run();
        assertThat(execution.status()).isEqualTo(ExecutionStatus.ABORTED);
    }

    @Test
    void aMachineThatLastsLongerThanItMayTimesOut() throws InvalidDefinitionException {
        Execution execution = stage.run("""
                {'QueryLanguage': 'JSONata', 'TimeoutSeconds': 60, 'StartAt': 'Wait',
                 'States': {'Wait': {'Type': 'Wait', 'Seconds': 100, 'End': true}}}""", "{}");
        assertThat(execution.status()).isEqualTo(ExecutionStatus.TIMED_OUT);
        assertThat(stage.elapsed()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void anEndlessLoopFillsTheHistoryAndFails() throws InvalidDefinitionException {
        Execution execution = stage.run(machine("""
                'First': {'Type': 'Choice', 'Choices': [{'Condition': false, 'Next': 'Last'}], 'Default': 'First'},
                'Last': {'Type': 'Succeed'}"""), "{}");
        assertThat(execution.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(execution.history()).hasSize(25_000);
    }

    @Test
    void everyEventNamesTheOneBeforeItInItsSequence() throws InvalidDefinitionException {
        Execution execution =
                stage.run(machine("'First': {'Type': 'Pass', 'Next': 'Second'}, 'Second': {'Type': 'Succeed'}"), "{}");
        assertThat(execution.history()).extracting(HistoryEvent::id).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        assertThat(execution.history())
                .extracting(HistoryEvent::previousEventId)
                .containsExactly(0L, 0L, 2L, 3L, 4L, 5L);
    }
}
