package dev.pilotlight.cli.rehearse;

import dev.pilotlight.cli.WrongInputException;
import dev.pilotlight.rehearsal.explore.Scenario;
import dev.pilotlight.rehearsal.explore.Seed;
import dev.pilotlight.rehearsal.explore.Shard;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What can be asked of {@code pilotlight rehearse}. */
final class RehearseOptions {
    private static final List<String> STRATEGIES = List.of("detach", "managed");

    @Parameters(arity = "0..1", paramLabel = "PLAN", description = "The plan; the walk-through's when there is none.")
    private @Nullable Path plan;

    @Option(
            names = "--scenario",
            split = ",",
            paramLabel = "NAME",
            description =
                    "failover, false-alarm, sync-images, drill, failback, retire-old-data; several with commas. Default: failover.")
    private List<String> scenarios = List.of("failover");

    @Option(
            names = "--strategy",
            paramLabel = "HOW",
            description = "How databases are promoted, detach or managed, whatever the plan says; so failback is"
                    + " rehearsed after either of them.")
    private @Nullable String strategy;

    @Option(names = "--physics", paramLabel = "FILE", description = "How long things take in your world.")
    private @Nullable Path physics;

    @Option(names = "--shard", paramLabel = "I/N", description = "Only this part of the work, for example 3/16.")
    private String shard = "1/1";

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "WORD",
            description = "Only faults with such a word in their seed, for example takeover or twice.")
    private List<String> only = List.of();

    @Option(names = "--seed", paramLabel = "SEED", description = "Replays one performance and tells its story.")
    private @Nullable String seed;

    @Option(
            names = "--pairs",
            paramLabel = "COUNT",
            description = "So many pairs of faults besides: every kind with every other one before any two meet again.")
    private int pairs;

    @Option(
            names = "--walk",
            paramLabel = "SECONDS",
            description = "Random pairs for so long, instead of single faults.")
    private int walk;

    @Option(names = "--random", paramLabel = "NUMBER", description = "What random choices are made with. Default: 1.")
    private long random = 1;

    @Option(
            names = "--workers",
            paramLabel = "COUNT",
            description = "Performances at a time. Default: one per processor.")
    private int workers = Runtime.getRuntime().availableProcessors();

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the result for programs.")
    private @Nullable Path json;

    @Option(names = "--html", paramLabel = "FILE", description = "Writes the result as a page with a heat map.")
    private @Nullable Path html;

    Optional<Path> plan() {
        return Optional.ofNullable(plan);
    }

    List<Scenario> scenarios() {
        return scenarios.stream().map(name -> valid(() -> Scenario.named(name))).toList();
    }

    /** How databases are promoted; empty when the plan's own word holds. */
    Optional<String> strategy() {
        if (strategy != null && !STRATEGIES.contains(strategy)) {
            throw new WrongInputException("--strategy is '" + strategy + "'; write detach or managed");
        }
        return Optional.ofNullable(strategy);
    }

    Optional<Path> physics() {
        return Optional.ofNullable(physics);
    }

    Shard shard() {
        return valid(() -> Shard.read(shard));
    }

    /** Whether only some of the faults are wanted, so that a site which none of them has reached means nothing. */
    boolean isSelective() {
        return !only.isEmpty() || walk > 0;
    }

    boolean isWanted(Seed single) {
        return only.isEmpty()
                || single.faults().stream()
                        .flatMap(fault -> Arrays.stream(fault.notation().split(":", -1)))
                        .anyMatch(only::contains);
    }

    Optional<String> seed() {
        return Optional.ofNullable(seed);
    }

    int pairs() {
        return pairs;
    }

    int walk() {
        return walk;
    }

    long random() {
        return random;
    }

    int workers() {
        if (workers < 1) {
            throw new WrongInputException("--workers is " + workers + "; at least one is needed");
        }
        return workers;
    }

    Optional<Path> json() {
        return Optional.ofNullable(json);
    }

    Optional<Path> html() {
        return Optional.ofNullable(html);
    }

    /** What somebody typed, as it is meant. */
    static <T> T valid(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (IllegalArgumentException e) {
            throw new WrongInputException(String.valueOf(e.getMessage()));
        }
    }
}
