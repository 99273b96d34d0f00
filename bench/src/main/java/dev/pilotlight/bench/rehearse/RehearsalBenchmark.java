package dev.pilotlight.bench.rehearse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.bench.Rows;
import dev.pilotlight.rehearsal.PlanFile;
import dev.pilotlight.rehearsal.Repository;
import dev.pilotlight.rehearsal.explore.BriskPhysics;
import dev.pilotlight.rehearsal.explore.Cast;
import dev.pilotlight.rehearsal.explore.Exploration;
import dev.pilotlight.rehearsal.explore.Findings;
import dev.pilotlight.rehearsal.explore.Scenario;
import dev.pilotlight.rehearsal.explore.Seed;
import dev.pilotlight.rehearsal.explore.Shard;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench rehearse}: plays equal parts of a failover's exploration one after the other, until the JVM is warm. */
@Command(name = "rehearse", description = "How many performances and AWS calls a rehearsal plays in a second.")
public final class RehearsalBenchmark implements Callable<Integer> {
    private static final double NANOS = 1e9;

    @Option(names = "--rounds", paramLabel = "COUNT", description = "How many parts are played. Default: 5.")
    private int rounds = 5;

    @Option(names = "--parts", paramLabel = "COUNT", description = "Into how many the whole is cut. Default: 60.")
    private int parts = 60;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the rows for programs.")
    private @Nullable Path json;

    @Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Override
    public Integer call() {
        Repository repository = Repository.around(Path.of(System.getProperty("pilotlight.home", "")));
        Cast cast = Cast.of(repository, PlanFile.read(repository.plan()), BriskPhysics.physics());
        Rows rows = new Rows();
        for (int round = 1; round <= rounds; round++) {
            row(rows.add(), cast, round);
        }
        spec.commandLine().getOut().print(rows.table());
        spec.commandLine().getOut().flush();
        if (json != null) {
            rows.write(json);
        }
        return 0;
    }

    private void row(ObjectNode row, Cast cast, int round) {
        Exploration exploration = Exploration.begin(cast, Scenario.failover());
        List<Seed> part = new Shard(1 + (round - 1) % parts, parts)
                .of(exploration.candidates().singles());
        int workers = Runtime.getRuntime().availableProcessors();
        long began = System.nanoTime();
        long used = processorNanos();
        exploration.play(part, workers, findings -> {});
        double seconds = (System.nanoTime() - began) / NANOS;
        long processor = processorNanos() - used;
        requirePlayed(exploration.findings());
        row.put("round", round);
        row.put("workers", workers);
        row.put("performances", part.size());
        row.put("seconds", tenths(seconds));
        row.put("performances/s", tenths(part.size() / seconds));
        row.put("processor ms each", tenths(processor / 1e6 / part.size()));
        row.put("AWS calls/s", Math.round(exploration.findings().calls() / seconds));
    }

    /** A performance that broke down takes less time than it would. */
    private static void requirePlayed(Findings findings) {
        findings.violated().stream()
                .filter(Findings.Played::brokeDown)
                .findFirst()
                .ifPresent(broken -> {
                    throw new IllegalStateException(broken.seed() + " could not be played to its end: " + broken.why());
                });
    }

    /** What all threads have used, the compiler and the garbage collector included: a busy machine leaves it alone. */
    private static long processorNanos() {
        return ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .map(Duration::toNanos)
                .orElse(0L);
    }

    private static double tenths(double value) {
        return Math.round(value * 10) / 10.0;
    }
}
