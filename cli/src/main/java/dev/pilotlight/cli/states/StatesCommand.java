package dev.pilotlight.cli.states;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Spec;

/** {@code pilotlight states}: what can be done with a state machine without the rest of a twin. */
@Command(
        name = "states",
        description = "Runs and checks Amazon States Language definitions.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {CheckCommand.class, ConformCommand.class, RunCommand.class})
public final class StatesCommand implements Runnable {
    @Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
