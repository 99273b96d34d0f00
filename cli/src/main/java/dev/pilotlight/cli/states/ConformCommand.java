package dev.pilotlight.cli.states;

import dev.pilotlight.cli.WrongInputException;
import dev.pilotlight.twin.states.conformity.Conformity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pilotlight states conform}: runs recorded cases, for a comparison with what the real service did. */
@Command(
        name = "conform",
        description = "Runs recorded cases in virtual time and writes what came out, one JSON object a line.")
final class ConformCommand implements Callable<Integer> {
    @Parameters(paramLabel = "CASES", description = "One case a line: id, definition, type, input, lambda, s3.")
    private Path cases = Path.of("");

    @Parameters(paramLabel = "RESULTS", description = "The file to write: id, status, output, error, cause.")
    private Path results = Path.of("");

    @Option(names = "--history", description = "Writes every event of every execution too.")
    private boolean history;

    @Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Override
    public Integer call() {
        if (!Files.isReadable(cases)) {
            throw new WrongInputException("The file " + cases + " cannot be read: give a file of cases.");
        }
        try {
            int count = Conformity.run(cases, results, history);
            spec.commandLine().getOut().println(count + " cases run, results in " + results);
            return 0;
        } catch (IOException e) {
            throw new WrongInputException(
                    "The cases cannot be run from " + cases + " to " + results + ": " + e.getMessage());
        }
    }
}
