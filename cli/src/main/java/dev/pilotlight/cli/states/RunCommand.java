package dev.pilotlight.cli.states;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.pilotlight.cli.WrongInputException;
import dev.pilotlight.twin.states.Execution;
import dev.pilotlight.twin.states.ExecutionStatus;
import dev.pilotlight.twin.states.conformity.RecordedRun;
import dev.pilotlight.twin.states.history.HistoryEvent;
import dev.pilotlight.twin.states.language.InvalidDefinitionException;
import dev.pilotlight.twin.states.language.StateMachineDefinition;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code pilotlight states run}: runs one definition in virtual time. */
@Command(
        name = "run",
        description = "Runs a definition in virtual time: waits take no time, functions do what a file says.",
        footer = {"", "Exit codes: 0 it succeeded, 1 it ended otherwise, 2 the definition or the input is wrong."})
final class RunCommand implements Callable<Integer> {
    @Mixin
    private DefinitionFile definition = new DefinitionFile();

    @Option(
            names = "--input",
            defaultValue = "{}",
            paramLabel = "JSON|@FILE",
            description = "Default: ${DEFAULT-VALUE}")
    private String input = "{}";

    @Option(
            names = "--lambda-file",
            paramLabel = "FILE",
            description = {
                "What functions do, by name:",
                "  {\"kind\": \"echo\"} | {\"kind\": \"const\", \"value\": …}",
                "  {\"kind\": \"fail\", \"errorType\": …, \"errorMessage\": …}",
                "  {\"kind\": \"sleep\", \"seconds\": …, \"then\": {…}}",
                "A function that is not in the file does not exist."
            })
    private @Nullable Path functions;

    @Option(names = "--history", description = "Prints every event before the end.")
    private boolean history;

    @Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Override
    public Integer call() {
        Execution execution = RecordedRun.withFunctions(read(), Texts.json("--input", input), behaviours());
        PrintWriter out = spec.commandLine().getOut();
        if (history) {
            execution.history().forEach(event -> out.println(line(event)));
        }
        out.println(execution.status());
        execution.output().ifPresent(output -> out.println(output.toPrettyString()));
        execution.error().ifPresent(error -> out.println("error: " + error));
        execution.cause().ifPresent(cause -> out.println("cause: " + cause));
        return execution.status() == ExecutionStatus.SUCCEEDED ? 0 : 1;
    }

    private StateMachineDefinition read() {
        try {
            return definition.read();
        } catch (InvalidDefinitionException e) {
            throw new WrongInputException(String.valueOf(e.getMessage()));
        }
    }

    private JsonNode behaviours() {
        if (functions == null) {
            return JsonNodeFactory.instance.objectNode();
        }
        JsonNode behaviours = Texts.json("--lambda-file", "@" + functions);
        if (!behaviours.isObject()) {
            throw new WrongInputException("The --lambda-file " + functions + " must hold an object: name, behaviour.");
        }
        return behaviours;
    }

    private static String line(HistoryEvent event) {
        StringBuilder line = new StringBuilder();
        line.append(event.timestamp()).append("  ").append(event.id()).append("  ");
        line.append(event.type().wireName());
        event.details()
                .forEach((name, value) ->
                        line.append("  ").append(name).append('=').append(value));
        return line.toString();
    }
}
