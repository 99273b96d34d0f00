package dev.pilotlight.cli.approval;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pilotlight approvals}: what failovers ask at this moment. */
@Command(name = "approvals", description = "Shows what failovers ask at this moment.")
public final class ApprovalsCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "PLAN", description = "Only what is asked about this plan.")
    private Optional<String> plan = Optional.empty();

    @Mixin
    private Deployment deployment = new Deployment();

    @Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        return new Answering(deployment.service(), spec.commandLine().getOut()).list(plan);
    }
}
