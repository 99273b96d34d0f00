package dev.pilotlight.cli.evacuate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.cli.WrongInputException;
import dev.pilotlight.rehearsal.PlanFile;
import dev.pilotlight.rehearsal.PlayedEvacuation;
import dev.pilotlight.rehearsal.Repository;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code pilotlight evacuate}: plays an evacuation on the twin, in virtual time. */
@Command(
        name = "evacuate",
        description = {
            "Plays an evacuation on the twin, in virtual time: applications like the shop, each with a database,",
            "instances and a site of its own, are moved out of a lost Region by the shipped machine, each by its own",
            "failover, under one budget of API requests. Exits with 1 when not all of them were moved."
        })
public final class EvacuateCommand implements Callable<Integer> {
    private static final int MOST = 100;
    private static final int VERSION = 1;

    @Option(names = "--plans", paramLabel = "COUNT", description = "How many applications. Default: 5.")
    private int plans = 5;

    @Option(
            names = "--tolerated",
            paramLabel = "COUNT",
            description = "How many of them may fail before nothing more is begun. Default: 0.")
    private int tolerated;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the result to this file as one object.")
    private @Nullable Path json;

    @Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        if (plans < 1 || plans > MOST) {
            throw new WrongInputException("--plans is " + plans + "; between 1 and " + MOST
                    + " are played one by one (pilotlight bench evacuate goes on to 1000)");
        }
        if (tolerated < 0) {
            throw new WrongInputException("--tolerated is " + tolerated + "; it cannot be negative");
        }
        Repository repository = Repository.around(Path.of(System.getProperty("pilotlight.home", "")));
        PlayedEvacuation evacuation =
                PlayedEvacuation.real(repository, PlanFile.read(repository.plan()), plans, tolerated);
        tell(evacuation, spec.commandLine().getOut());
        if (json != null) {
            Files.writeString(json, json(evacuation).toPrettyString() + "\n");
        }
        return evacuation.verdict().equals("SUCCEEDED") ? 0 : 1;
    }

    /** As docs/schemas/evacuate.schema.json says. */
    private static ObjectNode json(PlayedEvacuation evacuation) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("version", VERSION)
                .put("verdict", evacuation.verdict())
                .put("why", evacuation.why())
                .put("totalSeconds", evacuation.total().toSeconds())
                .put("throttled", evacuation.throttled());
        ArrayNode list = json.putArray("plans");
        for (PlayedEvacuation.Plan plan : evacuation.plans()) {
            ObjectNode one = list.addObject().put("plan", plan.name()).put("verdict", plan.verdict());
            if (!plan.began().isNegative()) {
                one.put("beganSeconds", plan.began().toSeconds())
                        .put("tookSeconds", plan.took().toSeconds());
            }
        }
        return json;
    }

    private static void tell(PlayedEvacuation evacuation, PrintWriter out) {
        out.println("plan          began     took  end");
        for (PlayedEvacuation.Plan plan : evacuation.plans()) {
            out.println(
                    plan.began().isNegative()
                            ? String.format(Locale.ROOT, "%-10s  %7s  %7s  %s", plan.name(), "-", "-", plan.verdict())
                            : String.format(
                                    Locale.ROOT,
                                    "%-10s  %5d s  %5d s  %s",
                                    plan.name(),
                                    plan.began().toSeconds(),
                                    plan.took().toSeconds(),
                                    plan.verdict()));
        }
        out.println();
        out.println("It ended as " + evacuation.verdict() + " after " + seconds(evacuation.total())
                + (evacuation.why().isEmpty() ? "." : ": " + evacuation.why()));
        out.println(evacuation.throttled() + " calls were refused for EC2's and RDS's request limits.");
        out.flush();
    }

    private static String seconds(Duration duration) {
        return duration.toSeconds() + " s";
    }
}
