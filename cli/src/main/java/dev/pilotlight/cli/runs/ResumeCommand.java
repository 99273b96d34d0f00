package dev.pilotlight.cli.runs;

import dev.pilotlight.cli.WrongInputException;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/** {@code pilotlight resume}: lets a run that needs a person go on from where it stopped. */
@Command(
        name = "resume",
        description = {
            "Lets a run that stopped go on: starts a new execution that adopts its epoch.",
            "Every step reads the world first, so what is finished answers at once. A run whose",
            "databases were promoted only goes forward; any other one is assessed and decided anew."
        })
public final class ResumeCommand implements Callable<Integer> {
    @Mixin
    private RunOptions options = new RunOptions();

    @Option(names = "--run", description = "The run that stopped; else the plan's newest one.")
    private @Nullable String run;

    @Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        try (SfnClient client = options.client()) {
            FailoverMachine machine = options.machine(client);
            FailoverMachine.Run stopped = stopped(machine);
            if (stopped.isRunning()) {
                throw new WrongInputException("the run " + stopped.name()
                        + " is going on; if it hangs, take the plan away from it: pilotlight takeover "
                        + options.plan() + " --because WHY");
            }
            if (stopped.status() == ExecutionStatus.SUCCEEDED) {
                RunEnd end = RunEnd.of(machine.describe(stopped));
                out.println(end.told() + " It is closed, so nothing was started; its report says what to do next.");
                return end.exitCode();
            }
            out.println("The run " + stopped.name() + " ended as " + stopped.status()
                    + "; a new execution goes on with its epoch.");
            FailoverMachine.Run next = machine.startNext(stopped.name(), "{\"plan\":\"" + options.plan() + "\"}");
            return options.outcome(machine, next, out);
        }
    }

    /** The run that is to go on; an execution that has left its work to another one stands for that one. */
    private FailoverMachine.Run stopped(FailoverMachine machine) throws IOException {
        FailoverMachine.Run stopped = run == null
                ? machine.newest(options.plan())
                        .orElseThrow(() -> new WrongInputException(
                                "PLAN: there is no run of " + options.plan() + " that could be resumed"))
                : machine.named(run);
        while (stopped.status() == ExecutionStatus.SUCCEEDED) {
            RunEnd end = RunEnd.of(machine.describe(stopped));
            if (end.otherRun().isEmpty()) {
                return stopped;
            }
            stopped = machine.named(end.otherRun());
        }
        return stopped;
    }
}
