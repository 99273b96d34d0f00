package dev.pilotlight.twin.states;

import static dev.pilotlight.twin.states.Stage.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pilotlight.twin.states.language.InvalidDefinitionException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DistributedMapTest {
    private final Stage stage = new Stage();

    @AfterEach
    void close() {
        stage.close();
    }

    private Execution run(String fields, String states, String input) throws InvalidDefinitionException {
        return stage.run("""
                {'QueryLanguage': 'JSONata', 'StartAt': 'Map', 'States': {'Map': {'Type': 'Map', 'End': true, %s,
                  'ItemProcessor': {'ProcessorConfig': {'Mode': 'DISTRIBUTED', 'ExecutionType': 'STANDARD'},
                    'StartAt': 'One', 'States': {%s}}}}}""".formatted(fields, states), input);
    }

    private static final String FAIL_ODD = """
            'One': {'Type': 'Choice', 'Choices': [{'Condition': '{% $states.input % 2 = 1 %}', 'Next': 'Odd'}], 'Default': 'Even'},
            'Odd': {'Type': 'Fail', 'Error': 'Odd'}, 'Even': {'Type': 'Succeed'}""";

    @Test
    void childrenAreExecutionsOfTheirOwn() throws InvalidDefinitionException {
        Execution execution = run("'Label': 'each', 'MaxConcurrency': 2", """
                'One': {'Type': 'Wait', 'Seconds': 10, 'End': true,
                  'Output': '{% $contains($states.context.Execution.Id, \\"machine/each:\\") and $states.context.Execution.Input = $states.input %}'}""", "['a', 'b', 'c']");
        assertThat(execution.output()).contains(json("[true, true, true]"));
        assertThat(stage.elapsed()).isEqualTo(Duration.ofSeconds(20));
        assertThat(Stage.events(execution))
                .containsExactly(
                        "ExecutionStarted",
                        "MapStateEntered",
                        "MapStateStarted",
                        "MapRunStarted",
                        "MapRunSucceeded",
                        "MapStateSucceeded",
                        "MapStateExited",
                        "ExecutionSucceeded");
    }

    @Test
    void toleratedFailuresLeaveTheirErrorsInTheResult() throws InvalidDefinitionException {
        Execution execution = run("'ToleratedFailurePercentage': 50", FAIL_ODD, "[1, 2]");
        assertThat(execution.output()).contains(json("[{'Error': 'Odd'}, 2]"));
    }

    @Test
    void moreFailuresThanToleratedFailTheState() throws InvalidDefinitionException {
        Execution execution = run("'ToleratedFailureCount': 1", FAIL_ODD, "[1, 2, 3]");
        assertThat(execution.error()).contains("States.ExceedToleratedFailureThreshold");
        assertThat(Stage.events(execution)).endsWith("MapRunFailed", "MapStateFailed", "ExecutionFailed");
    }

    @Test
    void aLimitOfABatchIsNotNegativeAndZeroIsNone() throws InvalidDefinitionException {
        String batcher = "'ItemBatcher': {'MaxItemsPerBatch': '{% $states.input[0] %}'}";
        String pass = "'One': {'Type': 'Pass', 'End': true}";

        assertThat(run(batcher, pass, "[0, 1]").output()).contains(json("[{'Items': [0, 1]}]"));
        assertThat(run(batcher, pass, "[-1, 1]").error()).contains("States.QueryEvaluationError");
    }

    @Test
    void itemsAreReadFromAnObjectAndPutIntoBatches() throws InvalidDefinitionException {
        stage.function("s3:getObject", call -> {
            assertThat(call.arguments()).isEqualTo(json("{'Bucket': 'b', 'Key': 'k.csv'}"));
            return Stage.json("{'Body': 'id,name\\n1,\\\"x, y\\\"\\n2\\n3,z,rest\\n'}");
        });
        Execution execution = run("""
                'ItemReader': {'Resource': 'arn:aws:states:::s3:getObject', 'Arguments': {'Bucket': 'b', 'Key': 'k.csv'},
                  'ReaderConfig': {'InputType': 'CSV', 'CSVHeaderLocation': 'FIRST_ROW'}},
                'ItemBatcher': {'MaxItemsPerBatch': 2, 'BatchInput': {'plan': 'shop'}}""", "'One': {'Type': 'Pass', 'End': true}", "{}");
        assertThat(execution.output()).contains(json("""
                        [{'BatchInput': {'plan': 'shop'}, 'Items': [{'id': '1', 'name': 'x, y'}, {'id': '2', 'name': ''}]},
                         {'BatchInput': {'plan': 'shop'}, 'Items': [{'id': '3', 'name': 'z'}]}]"""));
    }

    @Test
    void aReaderThatFailsFailsTheState() throws InvalidDefinitionException {
        Execution execution = run(
                "'ItemReader': {'Resource': 'arn:aws:states:::s3:getObject', 'Arguments': {'Bucket': 'b', 'Key': 'none'}}",
                "'One': {'Type': 'Pass', 'End': true}",
                "{}");
        assertThat(execution.error()).contains("States.ItemReaderFailed");
    }
}
