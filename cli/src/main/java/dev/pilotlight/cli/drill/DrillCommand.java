package dev.pilotlight.cli.drill;

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
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pilotlight drill}: plays a drill of a plan on the twin, in virtual time. */
@Command(
        name = "drill",
        description = {
            "Plays a drill on the twin, in virtual time: the shipped machine launches the plan's tiers in the",
            "drill's own place, checks, measures, compares with the plan's objective, and takes everything down.",
            "Exits with 0 when it has passed within the objective and left nothing, 1 when it has not, 2 for a",
            "wrong plan, 3 when it was refused before anything was launched."
        })
public final class DrillCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "PLAN", description = "The plan; the walk-through's when there is none.")
    private @Nullable Path plan;

    @Option(
            names = "--kill",
            paramLabel = "STATE",
            description = "Kills the drill when it enters this state, and lets the sweeper find what it has left.")
    private @Nullable String kill;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the result to this file as one object.")
    private @Nullable Path json;

    @Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        Repository repository = Repository.around(Path.of(System.getProperty("pilotlight.home", "")));
        ObjectNode document = document(Optional.ofNullable(plan).orElse(repository.plan()));
        PrintWriter out = spec.commandLine().getOut();
        out.println("A drill of plan " + document.path("plan").asText() + " on the twin, in virtual time.");
        DrillResult result = PlayedDrill.play(repository, document, Optional.ofNullable(kill));
        result.lines().forEach(out::println);
        out.flush();
        if (json != null) {
            Files.writeString(json, result.json().toPrettyString() + "\n");
        }
        return result.exitCode();
    }

    private static ObjectNode document(Path file) {
        try {
            ObjectNode document = PlanFile.read(file);
            PlanReader.read(document);
            return document;
        } catch (InvalidPlanException | IllegalArgumentException | UncheckedIOException unusable) {
            throw new WrongInputException("PLAN: " + unusable.getMessage());
        }
    }
}
