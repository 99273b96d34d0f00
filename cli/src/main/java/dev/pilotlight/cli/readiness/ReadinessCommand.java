package dev.pilotlight.cli.readiness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.cli.WrongInputException;
import dev.pilotlight.plan.InvalidPlanException;
import dev.pilotlight.plan.PlanReader;
import dev.pilotlight.rehearsal.PlanFile;
import dev.pilotlight.rehearsal.Repository;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code pilotlight readiness}: checks on the twin, in virtual time, whether a plan's failover would work. */
@Command(
        name = "readiness",
        description = {
            "Checks a plan's readiness on the twin, in virtual time: copies its images, holds a drill, then runs the",
            "shipped readiness machine and prints what every check says, with a remedy where something is missing.",
            "Exits with 0 when everything is ready, 1 when something is not or is unknown, 2 for a wrong plan."
        })
public final class ReadinessCommand implements Callable<Integer> {
    private static final int READY = 0;
    private static final int NO = 1;

    @Option(names = "--plan", paramLabel = "FILE", description = "The plan; the walk-through's when there is none.")
    private @Nullable Path plan;

    @Option(names = "--cold", description = "Neither copies the images nor holds a drill before.")
    private boolean cold;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the report to this file as one object.")
    private @Nullable Path json;

    @Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        Repository repository = Repository.around(Path.of(System.getProperty("pilotlight.home", "")));
        ObjectNode document = document(Optional.ofNullable(plan).orElse(repository.plan()));
        CheckedPlan checked = CheckedPlan.check(repository, document, !cold);
        JsonNode report = checked.report();
        PrintWriter out = spec.commandLine().getOut();
        print(report, out);
        out.printf(
                "The run made %d state transitions and called functions %d times.%n",
                checked.transitions(), checked.invocations());
        out.flush();
        if (json != null) {
            Files.writeString(json, report.toPrettyString() + "\n");
        }
        return report.path("verdict").asText().equals("READY") ? READY : NO;
    }

    private static void print(JsonNode report, PrintWriter out) {
        for (JsonNode check : report.path("checks")) {
            String status = check.path("status").asText().replace('_', ' ');
            out.printf(
                    "%-10s %-22s %s%n",
                    status, check.path("check").asText(), check.path("evidence").asText());
            if (check.has("remedy")) {
                out.printf("%-33s What to do: %s%n", "", check.path("remedy").asText());
            }
        }
        out.printf(
                "Plan %s is %s: %d %% of its checks are ready.%n",
                report.path("plan").asText(),
                report.path("verdict").asText().replace('_', ' '),
                report.path("score").asInt());
        out.flush();
    }

    private static ObjectNode document(Path file) {
        try {
            ObjectNode document = PlanFile.read(file);
            PlanReader.read(document);
            return document;
        } catch (InvalidPlanException | IllegalArgumentException | UncheckedIOException unusable) {
            throw new WrongInputException("--plan: " + unusable.getMessage());
        }
    }
}
