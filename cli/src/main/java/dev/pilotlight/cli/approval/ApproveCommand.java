package dev.pilotlight.cli.approval;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Spec;

/** {@code pilotlight approve}: says yes to what a failover asks. */
@Command(
        name = "approve",
        description = "Says yes to what a failover asks, in the name of whoever's credentials sign it.")
public final class ApproveCommand implements Callable<Integer> {
    @Mixin
    private AnswerOptions options = new AnswerOptions();

    @Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        return options.answer("approve", spec.commandLine().getOut());
    }
}
