package dev.pilotlight.cli.states;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class StatesCommandTest {
    private static final String TASK = """
            {"QueryLanguage": "JSONata", "StartAt": "T", "States": {"T": {"Type": "Task", "Resource": "${EchoFunctionArn}",
              "Output": "{% $states.result.a + 1 %}", "End": true}}}
            """;

    @TempDir
    Path folder = Path.of("");

    private final StringWriter out = new StringWriter();

    private int execute(String... arguments) {
        return new CommandLine(new StatesCommand())
                .setOut(new PrintWriter(out, true))
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    out.append(failure.getMessage());
                    return 2;
                })
                .execute(arguments);
    }

    private String file(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, text);
        return file.toString();
    }

    @Test
    void aRunPrintsItsEndAndItsOutput() throws IOException {
        int code = execute(
                "run",
                file("task.asl.json", TASK),
                "--input",
                "{\"a\": 1}",
                "--lambda-file",
                file("functions.json", "{\"Echo\": {\"kind\": \"echo\"}}"),
                "--history");
        assertThat(code).isZero();
        assertThat(out.toString())
                .contains("TaskStateEntered", "LambdaFunctionSucceeded", "SUCCEEDED")
                .endsWith("2\n");
    }

    @Test
    void aRunThatFailsSaysWhyAndExitsWithOne() throws IOException {
        assertThat(execute("run", file("task.asl.json", TASK))).isEqualTo(1);
        assertThat(out.toString()).contains("FAILED", "error: Lambda.ResourceNotFoundException");
    }

    @Test
    void inputMayComeFromAFile() throws IOException {
        String machine = file("s.json", "{\"StartAt\": \"S\", \"States\": {\"S\": {\"Type\": \"Succeed\"}}}");
        assertThat(execute("run", machine, "--input", "@" + file("in.json", "[7]")))
                .isZero();
        assertThat(out.toString()).contains("[ 7 ]");
    }

    @Test
    void whatIsWrongWithADefinitionIsListedWithCodeAndPlace() throws IOException {
        assertThat(execute(
                        "check", file("bad.json", "{\"StartAt\": \"A\", \"States\": {\"B\": {\"Type\": \"Pass\"}}}")))
                .isEqualTo(2);
        assertThat(out.toString())
                .contains("SCHEMA_VALIDATION_FAILED  /States/B", "MISSING_TRANSITION_TARGET  /StartAt");
    }

    @Test
    void aDefinitionThatIsNotJsonAndAMissingFileAreWrongInput() throws IOException {
        assertThat(execute("check", file("not.json", "{"))).isEqualTo(2);
        assertThat(out.toString()).contains("INVALID_JSON_DESCRIPTION");
        assertThat(execute("check", folder.resolve("nowhere").toString())).isEqualTo(2);
        assertThat(execute("run", file("task.asl.json", TASK), "--input", "{")).isEqualTo(2);
        assertThat(out.toString()).contains("--input is not JSON");
    }

    @ParameterizedTest
    @ValueSource(strings = {"failover", "sync-images"})
    void theShippedMachinesAreValid(String machine) {
        Path definition = Path.of("..", "statemachine", machine + ".asl.json");
        assertThat(execute("check", definition.toString())).isZero();
    }

    @Test
    void recordedCasesAreRunIntoAFileWithHistoriesWhenAsked() throws IOException {
        String cases = file(
                "cases.jsonl",
                "{\"id\": \"one\", \"type\": \"STANDARD\", \"input\": {\"a\": 1},"
                        + " \"definition\": {\"StartAt\": \"S\", \"States\": {\"S\": {\"Type\": \"Succeed\"}}}}\n");
        Path results = folder.resolve("results.jsonl");
        assertThat(execute("conform", cases, results.toString())).isZero();
        assertThat(Files.readString(results))
                .isEqualTo("{\"id\":\"one\",\"status\":\"SUCCEEDED\",\"output\":{\"a\":1}}\n");
        assertThat(execute("conform", cases, results.toString(), "--history")).isZero();
        assertThat(Files.readString(results)).contains("\"history\":[{\"type\":\"ExecutionStarted\"");
    }
}
