package dev.pilotlight.cli.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.cli.drill.DrillCommand;
import dev.pilotlight.cli.evacuate.EvacuateCommand;
import dev.pilotlight.cli.failback.FailbackCommand;
import dev.pilotlight.cli.invoke.InvokeCommand;
import dev.pilotlight.cli.readiness.ReadinessCommand;
import dev.pilotlight.cli.rehearse.RehearseCommand;
import dev.pilotlight.cli.states.StatesCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What the commands write with {@code --json}, held against its schema. */
class JsonOutputTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    private Path folder;

    static List<Arguments> commands() {
        return List.of(
                Arguments.of("drill", new DrillCommand(), List.of()),
                Arguments.of("drill", new DrillCommand(), List.of("--kill", "Launch the tier")),
                Arguments.of("readiness", new ReadinessCommand(), List.of("--cold")),
                Arguments.of("evacuate", new EvacuateCommand(), List.of("--plans", "2")),
                Arguments.of("failback", new FailbackCommand(), List.of("--strategy", "managed")),
                Arguments.of("failback", new FailbackCommand(), List.of("--reject")),
                Arguments.of(
                        "rehearse", new RehearseCommand(), List.of("--scenario", "false-alarm", "--shard", "1/200")));
    }

    @Tag("thorough")
    @ParameterizedTest(name = "{0} {2}")
    @MethodSource("commands")
    void whatACommandWritesIsWhatItsSchemaSays(String schema, Object command, List<String> options) throws Exception {
        Path written = folder.resolve("written.json");
        CommandLine line = new CommandLine(command).setOut(new PrintWriter(new StringWriter()));
        List<String> all = new ArrayList<>(options);
        all.addAll(List.of("--json", written.toString()));

        line.execute(all.toArray(String[]::new));

        assertThat(Schema.of(schema).problems(written)).isEmpty();
        JsonNode document = JSON.readTree(written.toFile());
        if (document.has("report")) {
            assertThat(Schema.of("report").problems(document.path("report"))).isEmpty();
        }
    }

    @Test
    void everyFunctionThatCanBeInvokedIsListed() throws Exception {
        StringWriter printed = new StringWriter();

        assertThat(new CommandLine(new InvokeCommand())
                        .setOut(new PrintWriter(printed))
                        .execute("--list"))
                .isZero();

        assertThat(printed.toString().lines())
                .hasSizeGreaterThan(40)
                .allSatisfy(line -> assertThat(Schema.of("functions").problems(JSON.readTree(line)))
                        .isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'outcome': 'done', 'evidence': {}}",
                "{'outcome': 'pending', 'why': 'it boots', 'retryAfterSeconds': 3}",
                "{'statusCode': 403, 'body': ''}",
                "{'errorType': 'Sandbox.Timedout', 'errorMessage': null}"
            })
    void aFunctionAnswersWithAnOutcomeAResponseOrAFailure(String answer) throws Exception {
        assertThat(Schema.of("invoke").problems(JSON.readTree(answer.replace('\'', '"'))))
                .isEmpty();
    }

    @Test
    void anythingElseIsNoAnswerOfAFunction() throws Exception {
        assertThat(Schema.of("invoke").problems(JSON.readTree("{\"outcome\": \"perhaps\"}")))
                .singleElement()
                .asString()
                .contains("is none of");
    }

    @Test
    void aResultOfARecordedCaseIsWhatItsSchemaSays() throws Exception {
        Path cases = Files.writeString(folder.resolve("cases.jsonl"), """
                {"id": "one", "definition": {"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}, "input": {}}
                {"id": "two", "definition": {"StartAt": "A", "States": {"A": {"Type": "Fail"}}}, "input": {}}
                {"id": "three", "definition": {}, "input": {}}
                """);
        Path results = folder.resolve("results.jsonl");

        assertThat(new CommandLine(new StatesCommand())
                        .setOut(new PrintWriter(new StringWriter()))
                        .execute("conform", cases.toString(), results.toString(), "--history"))
                .isZero();

        assertThat(Files.readAllLines(results))
                .hasSize(3)
                .allSatisfy(line -> assertThat(Schema.of("states").problems(JSON.readTree(line)))
                        .isEmpty());
    }

    @Test
    void aDocumentThatIsNotWhatTheSchemaSaysIsFound() throws Exception {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("version", 1).put("verdict", "MAYBE").put("why", "").put("guess", 1);
        document.putArray("left").add(7);
        document.putArray("states");

        assertThat(Schema.of("drill").problems(document))
                .satisfiesExactlyInAnyOrder(
                        problem -> assertThat(problem).contains("$.verdict", "enum"),
                        problem -> assertThat(problem).contains("unknown field guess"),
                        problem -> assertThat(problem).contains("$.left[0]", "type"));
    }
}
