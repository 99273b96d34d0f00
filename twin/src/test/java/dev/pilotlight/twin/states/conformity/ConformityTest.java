package dev.pilotlight.twin.states.conformity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConformityTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder = Path.of("");

    private List<JsonNode> run(String... cases) throws IOException {
        Path input = folder.resolve("cases.jsonl");
        Path output = folder.resolve("results.jsonl");
        Files.writeString(input, String.join("\n", cases).replace('\'', '"'));
        assertThat(Conformity.run(input, output, true)).isEqualTo(cases.length);
        List<JsonNode> results = new ArrayList<>();
        for (String line : Files.readAllLines(output)) {
            results.add(JSON.readTree(line));
        }
        return results;
    }

    @Test
    void aCaseGivesItsStatusOutputAndHistory() throws IOException {
        JsonNode result = run("{'id': 'echo', 'type': 'STANDARD', 'input': {'a': 1}, 'lambda': {'f': {'kind': 'echo'}},"
                        + " 'definition': {'StartAt': 'T', 'States': {'T': {'Type': 'Task', 'End': true,"
                        + " 'Resource': 'arn:aws:lambda:us-east-1:111111111111:function:f'}}}}")
                .getFirst();
        assertThat(result.get("status").asText()).isEqualTo("SUCCEEDED");
        assertThat(result.get("output").toString()).isEqualTo("{\"a\":1}");
        assertThat(result.get("history").get(1).get("type").asText()).isEqualTo("TaskStateEntered");
        assertThat(result.get("history").get(1).get("name").asText()).isEqualTo("T");
    }

    @Test
    void aRefusedDefinitionGivesItsMessageAndCode() throws IOException {
        JsonNode result = run("{'id': 'bad', 'type': 'STANDARD', 'definition': 'not json'}")
                .getFirst();
        assertThat(result.get("create_error_code").asText()).isEqualTo("InvalidDefinition");
        assertThat(result.get("create_error").asText()).startsWith("Invalid State Machine Definition");
    }

    @Test
    void anHourInsideAFunctionTakesNoTime() throws IOException {
        JsonNode result =
                run("{'id': 'slow', 'type': 'STANDARD', 'input': {}, 'lambda': {'f': {'kind': 'sleep', 'seconds': 3600,"
                                + " 'then': {'kind': 'echo'}}}, 'definition': {'StartAt': 'T', 'States': {'T': {'Type': 'Task',"
                                + " 'TimeoutSeconds': 600, 'End': true, 'Resource': 'arn:aws:states:::lambda:invoke',"
                                + " 'Parameters': {'FunctionName': 'f'}}}}}")
                        .getFirst();
        assertThat(result.get("status").asText()).isEqualTo("FAILED");
        assertThat(result.get("error").asText()).isEqualTo("States.Timeout");
    }
}
