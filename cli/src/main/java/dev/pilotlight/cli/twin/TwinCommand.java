package dev.pilotlight.cli.twin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.cli.WrongInputException;
import dev.pilotlight.cli.rehearse.PhysicsFile;
import dev.pilotlight.plan.InvalidPlanException;
import dev.pilotlight.plan.PlanReader;
import dev.pilotlight.rehearsal.PlanFile;
import dev.pilotlight.rehearsal.Repository;
import dev.pilotlight.rehearsal.ServedStage;
import dev.pilotlight.twin.physics.Physics;
import dev.pilotlight.twin.wire.CallLog;
import dev.pilotlight.twin.wire.LoopbackServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code pilotlight twin}: serves the walk-through's world until it is interrupted. */
@Command(
        name = "twin",
        description = "Serves two modelled AWS Regions on a loopback port, for the AWS CLI and other programs.")
public final class TwinCommand implements Callable<Integer> {
    private static final int LARGEST_PORT = 65_535;
    private static final int LARGEST_SPEED = 100;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "0",
            description = "Where to listen on 127.0.0.1; 0 for any free port (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--speed",
            paramLabel = "TIMES",
            defaultValue = "1",
            description = "How many seconds pass in the twin while one passes here (default: ${DEFAULT-VALUE}).")
    private int speed;

    @Option(
            names = {"--plan", "--world"},
            paramLabel = "FILE",
            description = "The plan that is stored in the twin's bucket (default: the walk-through's).")
    private @Nullable Path plan;

    @Option(
            names = "--physics",
            paramLabel = "FILE",
            description = "How long promotion, boot and image copies take, as for rehearse; YAML or JSON.")
    private @Nullable Path physics;

    @Option(
            names = "--calls",
            paramLabel = "FILE",
            description = "Writes a line of JSON for every AWS call that the twin answers.")
    private @Nullable Path calls;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (port < 0 || port > LARGEST_PORT) {
            throw new WrongInputException("--port is " + port + "; give a number from 0 to " + LARGEST_PORT);
        }
        if (speed < 1 || speed > LARGEST_SPEED) {
            throw new WrongInputException("--speed is " + speed + "; give a number from 1 to " + LARGEST_SPEED);
        }
        Repository repository = Repository.around(Path.of(System.getProperty("pilotlight.home", "")));
        try (ServedStage stage = opened(repository)) {
            tell(stage);
            new CountDownLatch(1).await();
            return 0;
        }
    }

    private ServedStage opened(Repository repository) throws IOException {
        ObjectNode stored = plan == null ? PlanFile.read(repository.plan()) : validPlan(plan);
        Physics nature = physics == null ? Physics.defaults() : PhysicsFile.read(physics, Physics.defaults());
        PrintWriter log = calls == null ? null : written(calls);
        try {
            return ServedStage.open(
                    repository,
                    stored,
                    nature,
                    port,
                    speed,
                    failure -> spec.commandLine().getErr().println("A part of the twin failed: " + failure),
                    timeline -> log == null ? List.of() : List.of(new CallLog(timeline::now, log::println)));
        } catch (LoopbackServer.PortBusyException busy) {
            throw new WrongInputException("--port: " + busy.getMessage());
        }
    }

    private static PrintWriter written(Path file) {
        try {
            return new PrintWriter(Files.newBufferedWriter(file), true);
        } catch (IOException e) {
            throw new WrongInputException(
                    "--calls: " + file + " cannot be written; name a file in a folder that exists");
        }
    }

    private static ObjectNode validPlan(Path file) {
        try {
            ObjectNode document = PlanFile.read(file);
            PlanReader.read(document);
            return document;
        } catch (IllegalArgumentException | InvalidPlanException | UncheckedIOException e) {
            throw new WrongInputException("--plan: " + e.getMessage());
        }
    }

    private void tell(ServedStage stage) {
        PrintWriter out = spec.commandLine().getOut();
        out.println("Two Regions, us-east-1 and us-west-2, with the shop of workload/ and Pilot Light deployed:");
        out.println();
        out.println("  export AWS_ENDPOINT_URL=" + stage.endpoint());
        out.println("  export AWS_ACCESS_KEY_ID=me AWS_SECRET_ACCESS_KEY=none AWS_DEFAULT_REGION=us-west-2");
        out.println();
        out.println("Visitors enter at " + stage.frontDoor() + ". Ctrl-C ends it.");
        out.flush();
    }
}
