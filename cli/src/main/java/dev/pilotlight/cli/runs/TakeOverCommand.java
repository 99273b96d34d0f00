package dev.pilotlight.cli.runs;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.services.sfn.SfnClient;

/** {@code pilotlight takeover}: takes a plan away from a run that hangs. */
@Command(
        name = "takeover",
        description = {
            "Takes a plan away from a run that hangs. The old execution loses its lease and is stopped,",
            "its last calls run out, every act of it is settled by what the world shows, and the failover",
            "starts again from its beginning under the next epoch. This takes a minute, or some more when",
            "a promotion was under way. No lease ever ends by a clock: only this ends it.",
            "A failback is resumed and not taken over, unless the databases are home already and you declare",
            "that home is lost again."
        })
public final class TakeOverCommand implements Callable<Integer> {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss").withZone(ZoneOffset.UTC);

    @Mixin
    private RunOptions options = new RunOptions();

    @Option(
            names = "--declare",
            description = "You say that the primary Region is lost: your word counts as one signal.")
    private boolean declared;

    @Option(names = "--because", required = true, description = "Why; it is kept in the journal.")
    private String reason = "";

    @Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    private final InstantSource clock = InstantSource.system();

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        try (SfnClient client = options.client()) {
            FailoverMachine machine = options.machine(client);
            machine.newest(options.plan())
                    .filter(FailoverMachine.Run::isRunning)
                    .ifPresent(running -> out.println("The run " + running.name() + " will be stopped."));
            ObjectNode input = JsonNodeFactory.instance
                    .objectNode()
                    .put("plan", options.plan().value())
                    .put("takeover", true)
                    .put("reason", reason);
            if (declared) {
                input.put("declared", true);
            }
            String name = options.plan() + "-takeover-" + STAMP.format(clock.instant());
            return options.outcome(machine, machine.start(name, input.toString()), out);
        }
    }
}
