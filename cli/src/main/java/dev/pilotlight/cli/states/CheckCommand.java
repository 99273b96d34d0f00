package dev.pilotlight.cli.states;

import dev.pilotlight.cli.PilotLight;
import dev.pilotlight.twin.states.language.InvalidDefinitionException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Spec;

/** {@code pilotlight states check}: says everything that is wrong with a definition. */
@Command(
        name = "check",
        description = "Checks a definition. Prints what is wrong, one line each: code, location, message.",
        footer = {"", "Exit codes: 0 it is valid, 2 it is not."})
final class CheckCommand implements Callable<Integer> {
    @Mixin
    private DefinitionFile definition = new DefinitionFile();

    @Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try {
            definition.read();
            out.println("valid");
            return 0;
        } catch (InvalidDefinitionException e) {
            e.diagnostics()
                    .forEach(found -> out.println(found.code() + "  " + found.location() + "  " + found.message()));
            return PilotLight.WRONG_INPUT;
        }
    }
}
