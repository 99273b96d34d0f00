package dev.pilotlight.cli.invoke;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.pilotlight.cli.WrongInputException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import picocli.CommandLine;

/** The command as a person types it, and the package as {@code mvn package} left it. */
@Isolated("a call to AWS is given up after two seconds of real time")
class InvokeCommandTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    @Tag("thorough")
    void aFunctionAnswersFromAProcessOfItsOwn() throws IOException {
        String event = """
                {"machine": "failover", "input": {}, "execution": "by-hand", "startedAt": "2026-03-01T12:00:13.100Z",
                 "executionArn": "arn:aws:states:us-west-2:111111111111:execution:failover:by-hand"}""";

        assertThat(invoke("OpenRecord", event)).as(err.toString()).isZero();

        JsonNode answer = JSON.readTree(out.toString());
        assertThat(answer.path("outcome").asText()).isEqualTo("done");
        assertThat(answer.path("run").path("execution").asText()).isEqualTo("by-hand");
    }

    @Test
    @Tag("thorough")
    void aFailureIsPrintedAsLambdaPrintsIt() throws IOException {
        assertThat(invoke("OpenRecord", "{}")).isEqualTo(1);

        JsonNode failure = JSON.readTree(out.toString());
        assertThat(failure.path("errorType").asText()).isEqualTo("dev.pilotlight.step.BrokenInputException");
        assertThat(failure.path("errorMessage").asText()).startsWith("machine: missing");
    }

    @Test
    void anUnknownFunctionIsWrongInput() {
        assertThat(invoke("Nothing", "{}")).isEqualTo(2);

        assertThat(err.toString()).contains("there is no function 'Nothing'; there are AcceptFence, ");
    }

    @Test
    void anEventThatIsNotJsonIsWrongInput() {
        assertThat(invoke("CheckSite", "{\"a\": ]")).isEqualTo(2);

        assertThat(err.toString()).hasLineCount(1).contains("the event is not JSON", "line 1, column 7");
    }

    @Test
    void anEventThatIsMissingIsWrongInput() {
        assertThat(invoke("CheckSite", "no-such.json")).isEqualTo(2);

        assertThat(err.toString()).contains("the event no-such.json cannot be read");
    }

    @Test
    void aFolderThatIsNoPackageIsWrongInput(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("event.json"), "{}");

        assertThat(invoke("CheckSite", folder.resolve("event.json").toString(), "--package", folder.toString()))
                .isEqualTo(2);

        assertThat(err.toString()).contains("is not an unpacked package: it has no lib");
    }

    private int invoke(String... arguments) {
        return new CommandLine(new InvokeCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    command.getErr().println(failure.getMessage());
                    return failure instanceof WrongInputException ? 2 : 1;
                })
                .execute(arguments);
    }
}
