package dev.pilotlight.cli;

import dev.pilotlight.cli.approval.ApprovalsCommand;
import dev.pilotlight.cli.approval.ApproveCommand;
import dev.pilotlight.cli.approval.RejectCommand;
import dev.pilotlight.cli.demo.DemoCommand;
import dev.pilotlight.cli.drill.DrillCommand;
import dev.pilotlight.cli.evacuate.EvacuateCommand;
import dev.pilotlight.cli.failback.FailbackCommand;
import dev.pilotlight.cli.invoke.InvokeCommand;
import dev.pilotlight.cli.readiness.ReadinessCommand;
import dev.pilotlight.cli.rehearse.RehearseCommand;
import dev.pilotlight.cli.runs.ResumeCommand;
import dev.pilotlight.cli.runs.TakeOverCommand;
import dev.pilotlight.cli.states.StatesCommand;
import dev.pilotlight.cli.twin.TwinCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The {@code pilotlight} command. Exit codes: 0 succeeded, 1 ran and the answer is no, 2 wrong input or configuration,
 * 3 stood down or aborted safely, 130 interrupted.
 */
@Command(
        name = "pilotlight",
        description = "Brings an application up in a second AWS Region, and proves beforehand that it can.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DemoCommand.class,
            DrillCommand.class,
            EvacuateCommand.class,
            RehearseCommand.class,
            ReadinessCommand.class,
            StatesCommand.class,
            TwinCommand.class,
            InvokeCommand.class,
            ApprovalsCommand.class,
            ApproveCommand.class,
            RejectCommand.class,
            BreakglassCommand.class,
            FailbackCommand.class,
            ResumeCommand.class,
            TakeOverCommand.class,
            CommandLine.HelpCommand.class
        },
        footer = {
            "",
            "  test    Builds everything and runs every test.",
            "  bench   Prints benchmarks: pilotlight bench NAME"
        })
public final class PilotLight implements Runnable {
    /** Wrong input or configuration. */
    public static final int WRONG_INPUT = 2;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    private PilotLight() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new PilotLight()).setExecutionExceptionHandler((failure, command, parsed) -> {
            command.getErr().println("pilotlight: " + failure.getMessage());
            return failure instanceof WrongInputException ? WRONG_INPUT : 1;
        });
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
