package dev.pilotlight.twin.states;

import static dev.pilotlight.twin.states.Stage.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.pilotlight.twin.states.language.InvalidDefinitionException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TaskTest {
    private static final String FUNCTION = "arn:aws:lambda:us-west-2:111111111111:function:";
    private final Stage stage = new Stage();

    @AfterEach
    void close() {
        stage.close();
    }

    private static String task(String fields) {
        return """
                {'QueryLanguage': 'JSONata', 'StartAt': 'Work', 'States': {
                  'Work': {'Type': 'Task', 'Resource': '%swork', %s, 'End': true}}}""".formatted(FUNCTION, fields);
    }

    private static String guarded(String retry) {
        return """
                {'QueryLanguage': 'JSONata', 'StartAt': 'Work', 'States': {
                  'Work': {'Type': 'Task', 'Resource': '%swork', 'Retry': [%s],
                    'Catch': [{'ErrorEquals': ['States.ALL'], 'Next': 'Mend',
                      'Output': {'saw': '{%% $states.errorOutput.Error %%}', 'why': '{%% $states.errorOutput.Cause %%}'}}],
                    'End': true},
                  'Mend': {'Type': 'Pass', 'End': true}}}""".formatted(FUNCTION, retry);
    }

    @Test
    void aTaskCallsItsFunctionWithTheArgumentsAndHandsItsResultOn() throws InvalidDefinitionException {
        stage.function(
                "work",
                call -> json("{'doubled': " + 2 * call.arguments().get("n").intValue() + "}"));
        Execution execution = stage.run(
                task("'Arguments': {'n': '{% $states.input.n + 1 %}'}, 'Output': '{% $states.result.doubled %}'"),
                "{'n': 20}");
        assertThat(execution.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(execution.output()).contains(json("42"));
        assertThat(Stage.events(execution))
                .containsExactly(
                        "ExecutionStarted",
                        "TaskStateEntered",
                        "LambdaFunctionScheduled",
                        "LambdaFunctionStarted",
                        "LambdaFunctionSucceeded",
                        "TaskStateExited",
                        "ExecutionSucceeded");
    }

    @Test
    void aTaskThatTakesTooLongTimesOutWhileItsFunctionRunsOn() throws InvalidDefinitionException {
        boolean[] finished = {false};
        stage.function("work", call -> {
            stage.pause(60);
            finished[0] = true;
            return json("'late'");
        });
        Execution execution = stage.run(task("'TimeoutSeconds': '{% $states.input.limit %}'"), "{'limit': 40}");
        assertThat(execution.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(execution.error()).contains("States.Timeout");
        assertThat(stage.elapsed()).isEqualTo(Duration.ofSeconds(40));
        assertThat(Stage.events(execution)).contains("LambdaFunctionTimedOut");
        stage.timeline.run();
        assertThat(finished[0]).isTrue();
    }

    @Test
    void aRetrierTriesAgainWithGrowingDelaysThatNeverExceedTheirCap() throws InvalidDefinitionException {
        stage.function("work", call -> {
            throw new TaskFailed("dev.pilotlight.RetryableThrottledException", "slow down");
        });
        Execution execution = stage.run(guarded("""
                        {'ErrorEquals': ['dev.pilotlight.RetryableThrottledException'], 'IntervalSeconds': 2,
                         'BackoffRate': 3, 'MaxDelaySeconds': 10, 'MaxAttempts': 3}"""), "{}");
        assertThat(stage.calls).hasSize(4);
        assertThat(stage.elapsed()).isEqualTo(Duration.ofSeconds(2 + 6 + 10));
        assertThat(execution.output())
                .contains(json("{'saw': 'dev.pilotlight.RetryableThrottledException', 'why': 'slow down'}"));
    }

    @Test
    void fullJitterStaysBelowTheDelayAndIsTheSameForTheSameSeed() throws InvalidDefinitionException {
        stage.function("work", call -> {
            throw new TaskFailed("Busy", null);
        });
        String machine =
                guarded("{'ErrorEquals': ['Busy'], 'IntervalSeconds': 8, 'MaxAttempts': 1, 'JitterStrategy': 'FULL'}");
        stage.run(machine, "{}");
        Duration jittered = stage.elapsed();
        assertThat(jittered).isBetween(Duration.ZERO, Duration.ofSeconds(8));
        try (Stage again = new Stage()) {
            again.function("work", call -> {
                throw new TaskFailed("Busy", null);
            });
            again.run(machine, "{}");
            assertThat(again.elapsed()).isEqualTo(jittered);
        }
    }

    @Test
    void anErrorThatNoRetrierNamesGoesStraightToTheCatcher() throws InvalidDefinitionException {
        stage.function("work", call -> {
            throw new TaskFailed("dev.pilotlight.RefusedException", "no");
        });
        Execution execution = stage.run(guarded("{'ErrorEquals': ['Other'], 'MaxAttempts': 9}"), "{}");
        assertThat(stage.calls).hasSize(1);
        assertThat(execution.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    }

    @Test
    void aCallbackTaskWaitsForItsToken() throws InvalidDefinitionException {
        String[] token = {""};
        stage.function("invoke.waitForTaskToken", call -> {
            token[0] = call.arguments().get("token").asText();
            assertThat(call.token()).contains(token[0]);
            return json("{'StatusCode': 200}");
        });
        Execution execution = stage.start("""
                {'QueryLanguage': 'JSONata', 'StartAt': 'Ask', 'States': {'Ask': {'Type': 'Task', 'End': true,
                  'Resource': 'arn:aws:states:::lambda:invoke.waitForTaskToken', 'TimeoutSeconds': 3600,
                  'Arguments': {'token': '{% $states.context.Task.Token %}'}}}}""", "{}");
        stage.timeline.advance(Duration.ofMinutes(10));
        assertThat(execution.status()).isEqualTo(ExecutionStatus.RUNNING);
        stage.interpreter.tokens().sendSuccess(token[0], TextNode.valueOf("approved"));
        stage.timeline.advance(Duration.ofSeconds(1));
        assertThat(execution.output()).contains(TextNode.valueOf("approved"));
        assertThat(Stage.events(execution)).contains("TaskSubmitted", "TaskSucceeded");
    }

    @Test
    void aCallbackTaskThatIsSilentTooLongMissesItsHeartbeat() throws InvalidDefinitionException {
        String[] token = {""};
        stage.function("invoke.waitForTaskToken", call -> {
            token[0] = call.token().orElseThrow();
            return json("{}");
        });
        Execution execution = stage.start("""
                {'QueryLanguage': 'JSONata', 'StartAt': 'Ask', 'States': {'Ask': {'Type': 'Task', 'End': true,
                  'Resource': 'arn:aws:states:::lambda:invoke.waitForTaskToken', 'HeartbeatSeconds': 30}}}""", "{}");
        stage.timeline.advance(Duration.ofSeconds(20));
        stage.interpreter.tokens().sendHeartbeat(token[0]);
        stage.timeline.advance(Duration.ofSeconds(25));
        assertThat(execution.status()).isEqualTo(ExecutionStatus.RUNNING);
        stage.timeline.advance(Duration.ofSeconds(10));
        assertThat(execution.error()).contains("States.HeartbeatTimeout");
    }

    @Test
    void aResultOverTheSizeLimitFailsTheTask() throws InvalidDefinitionException {
        stage.function("work", call -> TextNode.valueOf("a".repeat(262_144)));
        Execution execution = stage.run(guarded(""), "{}");
        assertThat(execution.output().orElseThrow().get("saw").asText()).isEqualTo("States.DataLimitExceeded");
    }
}
