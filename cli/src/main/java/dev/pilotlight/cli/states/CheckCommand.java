package dev.pilotlight.cli.states;

import dev.pilotlight.cli.PilotLight;
import dev.pilotlight.twin.states.language.Diagnostic;
import dev.pilotlight.twin.states.language.InvalidDefinitionException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Spec;

/** {@code pilotlight states check}: says everything that is wrong with a definition. */
@Command(
        name = "check",
        description = "Checks a definition. Prints what is wrong or odd, one line each: code, location, message.",
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
            tell(out, "warning: ", definition.warnings());
            out.println("valid");
            return 0;
        } catch (InvalidDefinitionException e) {
            tell(out, "", e.diagnostics());
            return PilotLight.WRONG_INPUT;
        }
    }

    private static void tell(PrintWriter out, String kind, List<Diagnostic> diagnostics) {
        diagnostics.forEach(
                found -> out.println(kind + found.code() + "  " + found.location() + "  " + found.message()));
    }
}
