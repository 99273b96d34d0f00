package dev.pilotlight.cli.rehearse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.cli.WrongInputException;
import dev.pilotlight.plan.InvalidPlanException;
import dev.pilotlight.rehearsal.PlanFile;
import dev.pilotlight.rehearsal.Repository;
import dev.pilotlight.rehearsal.explore.BriskPhysics;
import dev.pilotlight.rehearsal.explore.Cast;
import dev.pilotlight.rehearsal.explore.Exploration;
import dev.pilotlight.rehearsal.explore.Findings.Played;
import dev.pilotlight.rehearsal.explore.Pairs;
import dev.pilotlight.rehearsal.explore.Recording;
import dev.pilotlight.rehearsal.explore.Scenario;
import dev.pilotlight.rehearsal.explore.Seed;
import dev.pilotlight.rehearsal.explore.Shard;
import dev.pilotlight.rehearsal.explore.Shrinker;
import dev.pilotlight.rehearsal.explore.UnplayableException;
import dev.pilotlight.rehearsal.invariants.Violation;
import dev.pilotlight.rehearsal.report.HeatMap;
import dev.pilotlight.rehearsal.report.RehearsalReport;
import dev.pilotlight.rehearsal.report.ReportJson;
import dev.pilotlight.rehearsal.report.ReportText;
import dev.pilotlight.rehearsal.report.WeakPoints;
import dev.pilotlight.rehearsal.world.Relocation;
import dev.pilotlight.twin.physics.Physics;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Spec;

/** {@code pilotlight rehearse}: tries a plan against every fault, in virtual time, without any cloud. */
@Command(
        name = "rehearse",
        description = {
            "Tries a plan against every fault: each AWS call of a failover goes wrong in each way it can, and after every",
            "call the invariants are checked. Exits with 1 when one of them breaks."
        })
public final class RehearseCommand implements Callable<Integer> {
    private static final int SHRUNK = 5;

    private final InstantSource clock = InstantSource.system();

    @Mixin
    private RehearseOptions options = new RehearseOptions();

    @Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        Cast cast = cast();
        Optional<String> seed = options.seed();
        return seed.isPresent() ? replay(cast, RehearseOptions.valid(() -> Seed.read(seed.get()))) : explore(cast);
    }

    private Cast cast() {
        Repository repository = Repository.around(Path.of(System.getProperty("pilotlight.home", "")));
        ObjectNode document =
                RehearseOptions.valid(() -> PlanFile.read(options.plan().orElse(repository.plan())));
        options.strategy().ifPresent(strategy -> promote(document, strategy));
        Physics physics = options.physics()
                .map(file -> PhysicsFile.read(file, Physics.defaults()))
                .orElseGet(BriskPhysics::physics);
        try {
            return Cast.of(repository, Relocation.of(document), physics);
        } catch (InvalidPlanException invalid) {
            throw new WrongInputException(String.valueOf(invalid.getMessage()));
        }
    }

    /** Makes a plan say how all its databases are promoted; what is no database is left for the plan's reader. */
    private static void promote(ObjectNode document, String strategy) {
        for (JsonNode database : document.path("databases")) {
            if (database instanceof ObjectNode object) {
                object.put("strategy", strategy);
            }
        }
    }

    private int replay(Cast cast, Seed seed) {
        Exploration exploration = begin(cast, Scenario.named(seed.scenario()));
        Recording recording = exploration.replay(seed);
        List<Violation> violations = exploration.violations(recording);
        recording.story().forEach(out()::println);
        out().println();
        out().println("It ended as " + recording.ending().verdict() + ": "
                + recording.ending().why());
        violations.forEach(violation -> out().println("VIOLATED " + violation));
        out().flush();
        return violations.isEmpty() ? 0 : 1;
    }

    private int explore(Cast cast) throws IOException {
        Instant began = clock.instant();
        Shard shard = options.shard();
        List<Exploration> explorations = new ArrayList<>();
        for (Scenario scenario : options.scenarios()) {
            explorations.add(explored(cast, scenario, shard));
        }
        double seconds = Duration.between(began, clock.instant()).toMillis() / 1000.0;
        RehearsalReport report = new RehearsalReport(
                cast.plan().plan().value(), explorations, shard, isWhole(shard), seconds, shrunk(explorations));
        List<String> weakPoints = WeakPoints.of(cast.plan(), report);
        ReportText.of(report, weakPoints).forEach(out()::println);
        out().flush();
        if (options.json().isPresent()) {
            Files.writeString(options.json().get(), ReportJson.of(report).toPrettyString() + "\n");
        }
        if (options.html().isPresent()) {
            Files.writeString(options.html().get(), HeatMap.of(report, weakPoints));
        }
        return report.isGood() ? 0 : 1;
    }

    private static Exploration begin(Cast cast, Scenario scenario) {
        try {
            return Exploration.begin(cast, scenario);
        } catch (UnplayableException unplayable) {
            throw new WrongInputException(String.valueOf(unplayable.getMessage()));
        }
    }

    private Exploration explored(Cast cast, Scenario scenario, Shard shard) {
        Exploration exploration = begin(cast, scenario);
        requirePlayable(exploration);
        List<Seed> singles = exploration.candidates().singles().stream()
                .filter(options::isWanted)
                .toList();
        if (options.walk() > 0) {
            walk(exploration, singles);
            return exploration;
        }
        List<Seed> seeds = new ArrayList<>(singles);
        seeds.addAll(new Pairs(singles, new Random(options.random())).next(options.pairs()));
        List<Seed> part = shard.of(seeds);
        Progress progress = new Progress(out(), isTerminal(), clock, part.size());
        exploration.play(part, options.workers(), progress);
        if (isWhole(shard)) {
            exploration.reachTheRest(options.workers(), findings -> {});
        }
        return exploration;
    }

    private boolean isWhole(Shard shard) {
        return shard.of() == 1 && !options.isSelective();
    }

    private void walk(Exploration exploration, List<Seed> singles) {
        Instant end = clock.instant().plusSeconds(options.walk());
        Pairs pairs = new Pairs(singles, new Random(options.random()));
        List<Seed> next;
        do {
            next = pairs.next(2 * options.workers());
            exploration.play(next, options.workers(), findings -> {});
        } while (!next.isEmpty() && clock.instant().isBefore(end));
    }

    /** A plan that fails even without faults has nothing to be measured by. */
    private static void requirePlayable(Exploration exploration) {
        Recording golden = exploration.golden();
        boolean expected =
                golden.ending().succeeded() || !exploration.scenario().mustSucceed();
        if (!expected || !golden.violations().isEmpty()) {
            throw new WrongInputException(
                    "the scenario " + exploration.scenario().name()
                            + " does not succeed even when nothing goes wrong: "
                            + golden.ending().verdict() + ", "
                            + golden.ending().why() + " " + golden.violations()
                            + "; docs/rehearsal.md says what of a plan is in the world it is rehearsed in");
        }
    }

    private static Map<Seed, Seed> shrunk(List<Exploration> explorations) {
        Map<Seed, Seed> shrunk = new LinkedHashMap<>();
        for (Exploration exploration : explorations) {
            for (Played one :
                    exploration.findings().violated().stream().limit(SHRUNK).toList()) {
                String invariant = one.violations().getFirst().invariant();
                Shrinker shrinker = new Shrinker(seed -> exploration.violations(seed).stream()
                        .anyMatch(violation -> violation.invariant().equals(invariant)));
                shrunk.put(one.seed(), shrinker.shrink(one.seed()));
            }
        }
        return shrunk;
    }

    private static boolean isTerminal() {
        return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
