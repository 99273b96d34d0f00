package dev.pilotlight.cli;

import dev.pilotlight.breakglass.Breakglass;
import dev.pilotlight.plan.InvalidPlanException;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.PlanReader;
import dev.pilotlight.rehearsal.PlanFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pilotlight breakglass}: prints the failover of a plan as commands for a person. */
@Command(
        name = "breakglass",
        description = "Prints the literal AWS CLI commands of a plan's failover, which need nothing of Pilot Light.")
public final class BreakglassCommand implements Callable<Integer> {
    @Parameters(paramLabel = "PLAN-FILE", description = "The plan, as YAML or JSON.")
    private Path file = Path.of("");

    @Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Override
    public Integer call() {
        spec.commandLine().getOut().print(Breakglass.sheet(plan()));
        spec.commandLine().getOut().flush();
        return 0;
    }

    private Plan plan() {
        try {
            return PlanReader.read(PlanFile.read(file));
        } catch (InvalidPlanException | IllegalArgumentException | UncheckedIOException unusable) {
            throw new WrongInputException("PLAN-FILE: " + unusable.getMessage());
        }
    }
}
