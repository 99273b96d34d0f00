package dev.pilotlight.twin.states;

import static dev.pilotlight.twin.states.Stage.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pilotlight.twin.states.language.InvalidDefinitionException;
import dev.pilotlight.twin.states.language.StateMachineDefinition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Which error a mistake at run time gives, and which catchers see it.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html">Handling errors in
 *     Step Functions workflows</a>
 */
class ErrorNamesTest {
    private static final String WORK = "'Type': 'Task', 'Resource': 'arn:aws:lambda:us-west-2:111111111111:function:f'";

    private final Stage stage = new Stage();

    @AfterEach
    void close() {
        stage.close();
    }

    private static String caught(String task, String errors) {
        return "{'StartAt': 'T', 'States': {'T': {" + WORK + "," + task + "'End': true,"
                + "'Catch': [{'ErrorEquals': ['" + errors + "'], 'Next': 'Caught'}]}, 'Caught': {'Type': 'Succeed'}}}";
    }

    private Execution run(String definition) throws InvalidDefinitionException {
        return stage.function("f", TaskCall::arguments).run(definition, "{}");
    }

    @Test
    void aRuntimeErrorIsCaughtByItsNameButNotByAll() throws InvalidDefinitionException {
        String lost = "'Parameters': {'a.$': '$.nowhere'},";
        assertThat(run(caught(lost, "States.Runtime")).output().orElseThrow().get("Error"))
                .isEqualTo(json("'States.Runtime'"));
        assertThat(run(caught(lost, "States.ALL")).error()).contains("States.Runtime");
        assertThat(run(caught(lost, "States.TaskFailed")).error()).contains("States.Runtime");
    }

    @Test
    void aStateOutputBeyondTheLimitIsNotCaughtByAll() throws InvalidDefinitionException {
        String large = "'ResultSelector': {'a.$': 'States.Array($.text, $.text)'}, 'Parameters': {'text': '"
                + "x".repeat(140_000) + "'},";
        assertThat(run(caught(large, "States.ALL")).error()).contains("States.DataLimitExceeded");
        assertThat(run(caught(large, "States.DataLimitExceeded")).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    }

    @ParameterizedTest
    @CsvSource({
        "MaxConcurrencyPath, -1, Expected non-negative integer for MaxConcurrency",
        "MaxConcurrencyPath, '{}', The MaxConcurrencyPath field refers to value \"{}\" which is not a valid integer",
        "ToleratedFailureCountPath, -1, ToleratedFailureCount cannot be negative",
        "ToleratedFailurePercentagePath, 100.5, ToleratedFailurePercentage must be between 0 and 100",
    })
    void aPathToAnImpossibleLimitOfAMapIsARuntimeError(String field, String value, String cause)
            throws InvalidDefinitionException {
        Execution execution = stage.run(
                "{'StartAt': 'M', 'States': {'M': {'Type': 'Map', 'End': true,"
                        + "'ItemsPath': '$.items', '" + field + "': '$.limit', 'ItemProcessor': {"
                        + "'ProcessorConfig': {'Mode': 'DISTRIBUTED', 'ExecutionType': 'STANDARD'},"
                        + "'StartAt': 'P', 'States': {'P': {'Type': 'Pass', 'End': true}}}}}}",
                "{'items': [1], 'limit': " + value + "}");
        assertThat(execution.error()).contains("States.Runtime");
        assertThat(execution.cause().orElseThrow()).contains(cause);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'Type': 'Wait', 'Seconds': '{% -1 %}'",
                "'Type': 'Wait', 'Seconds': '{% 1.5 %}'",
                "'Type': 'Wait', 'Timestamp': '{% $states.context.State.Name %}'",
                "'Type': 'Task', 'Resource': 'arn:aws:lambda:us-west-2:111111111111:function:f', 'TimeoutSeconds': '{% 0 %}'",
                "'Type': 'Map', 'Items': [1], 'MaxConcurrency': '{% -1 %}',"
                        + "'ItemProcessor': {'StartAt': 'P', 'States': {'P': {'Type': 'Pass', 'End': true}}}",
            })
    void aJsonataQueryWithAnImpossibleAnswerIsAnEvaluationError(String state) throws InvalidDefinitionException {
        Execution execution =
                run("{'QueryLanguage': 'JSONata', 'StartAt': 'S', 'States': {'S': {" + state + ", 'End': true}}}");
        assertThat(execution.error()).contains("States.QueryEvaluationError");
        assertThat(Stage.events(execution)).contains("EvaluationFailed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Seconds': 'soon", "Timestamp': 'soon", "Timestamp': '2026-13-01T00:00:00Z"})
    void aWaitWithAnImpossibleLiteralIsRefused(String field) {
        for (String language : new String[] {"JSONata", "JSONPath"}) {
            assertThatThrownBy(() -> run("{'QueryLanguage': '" + language + "', 'StartAt': 'W', 'States': {'W': {"
                            + "'Type': 'Wait', '" + field + "', 'End': true}}}"))
                    .isInstanceOf(InvalidDefinitionException.class);
        }
    }

    @Test
    void anUnknownEscapeInAnIntrinsicCallIsRefused() {
        String call = "States.StringSplit($.b, '\\\\q')";
        assertThatThrownBy(() -> StateMachineDefinition.parse("{\"StartAt\": \"P\", \"States\": {\"P\": {\"Type\":"
                        + " \"Pass\", \"End\": true, \"Parameters\": {\"a.$\": \"" + call + "\"}}}}"))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessageContaining("must be a valid JSONPath or a valid intrinsic function call");
    }
}
