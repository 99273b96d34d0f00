package dev.pilotlight.bench;

import dev.pilotlight.bench.evacuate.EvacuationBenchmark;
import dev.pilotlight.bench.rehearse.RehearsalBenchmark;
import dev.pilotlight.bench.rto.RecoveryTimeBenchmark;
import dev.pilotlight.bench.states.StatesBenchmark;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code pilotlight bench}: the list of benchmarks, each of which is a command. Exit codes are those of the others. */
@Command(
        name = "pilotlight bench",
        description = "Prints benchmarks.",
        synopsisSubcommandLabel = "NAME",
        subcommands = {
            EvacuationBenchmark.class,
            RehearsalBenchmark.class,
            RecoveryTimeBenchmark.class,
            StatesBenchmark.class
        })
public final class Benchmarks implements Runnable {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    private Benchmarks() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Benchmarks())
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    command.getErr().println("pilotlight: " + failure.getMessage());
                    return 1;
                })
                .execute(arguments));
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
