package dev.pilotlight.bench.evacuate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.bench.Rows;
import dev.pilotlight.rehearsal.PlanFile;
import dev.pilotlight.rehearsal.PlayedEvacuation;
import dev.pilotlight.rehearsal.Repository;
import dev.pilotlight.twin.physics.Throttling;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code pilotlight bench evacuate}: what moving many plans takes, beside the bound that request limits set. */
@Command(name = "evacuate", description = "Evacuations in virtual time beside the bound that request limits set.")
public final class EvacuationBenchmark implements Callable<Integer> {
    private static final List<String> EXPLANATION = List.of(
            "total:    seconds from the start of the evacuation to its end",
            "bound:    the longer of one failover alone and the time in which the narrowest limit lets all their requests",
            "          through, at as many requests as one failover alone was seen to make",
            "failover: real ones are the shipped machine and functions, call by call. A modelled one takes as long as a",
            "          real one alone and calls nobody: it shows the shipped evacuation, its waves and its budget, and no",
            "          throttling. The largest number of real ones is modelled as well, so that both can be compared.",
            "processor: seconds of this machine",
            "EC2's limits are those of its guide; RDS publishes none, ten requests a second and action are an assumption.");

    @Option(names = "--sizes", split = ",", paramLabel = "COUNT", description = "Default: 1,10,100,1000.")
    private List<Integer> sizes = List.of(1, 10, 100, 1000);

    @Option(
            names = "--real",
            paramLabel = "COUNT",
            description =
                    "The most plans that are moved by real failovers, which cost about a second of a processor each."
                            + " Default: 100.")
    private int mostReal = 100;

    @Option(names = "--json", paramLabel = "FILE", description = "Also writes the rows to this file as JSON.")
    private @Nullable Path json;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Override
    public Integer call() {
        Repository repository = Repository.around(Path.of(System.getProperty("pilotlight.home", "")));
        ObjectNode shop = PlanFile.read(repository.plan());
        Table table = new Table(repository, shop);
        int largestReal = sizes.stream()
                .filter(size -> size <= mostReal)
                .max(Integer::compare)
                .orElse(0);
        for (int size : sizes) {
            if (size <= mostReal) {
                table.addReal(size);
            }
            if (size > mostReal || (size == largestReal && size > 1)) {
                table.addModelled(size);
            }
        }
        PrintWriter out = spec.commandLine().getOut();
        out.print(table.rows.table());
        table.troubles.forEach(out::println);
        EXPLANATION.forEach(out::println);
        out.flush();
        if (json != null) {
            table.rows.write(json);
        }
        return table.troubles.isEmpty() ? 0 : 1;
    }

    /** What was played so far. */
    private static final class Table {
        private final Repository repository;
        private final ObjectNode shop;
        private final PlayedEvacuation alone;
        private final Rows rows = new Rows();
        private final List<String> troubles = new ArrayList<>();

        Table(Repository repository, ObjectNode shop) {
            this.repository = repository;
            this.shop = shop;
            this.alone = PlayedEvacuation.real(repository, shop, 1, 0);
        }

        void addReal(int size) {
            add(size, "real", () -> size == 1 ? alone : PlayedEvacuation.real(repository, shop, size, 0));
        }

        void addModelled(int size) {
            Duration one = alone.plans().getFirst().took();
            add(size, "modelled", () -> PlayedEvacuation.standIn(repository, shop, size, one));
        }

        private void add(int size, String failover, Supplier<PlayedEvacuation> play) {
            Duration before = processorTime();
            PlayedEvacuation evacuation = play.get();
            Duration bound = bound(alone, size);
            if (!evacuation.verdict().equals("SUCCEEDED")) {
                troubles.add(size + " plans ended as " + evacuation.verdict() + ": " + evacuation.why());
            }
            rows.add()
                    .put("plans", size)
                    .put("failover", failover)
                    .put("total", evacuation.total().toSeconds())
                    .put("bound", bound.toSeconds())
                    .put("ratio", Math.round(100.0 * evacuation.total().toMillis() / bound.toMillis()) / 100.0)
                    .put("narrowest", narrowest(alone))
                    .put("throttled", evacuation.throttled())
                    .put("verdict", evacuation.verdict())
                    .put("processor", processorTime().minus(before).toSeconds());
        }
    }

    private static Duration processorTime() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** The action whose limit lets the fewest failovers through, and how often one failover asks for it. */
    private static String narrowest(PlayedEvacuation alone) {
        return alone.calls().entrySet().stream()
                .max(Comparator.comparing(asked -> needed(asked, 1000)))
                .map(asked -> asked.getValue() + " x " + asked.getKey())
                .orElse("none");
    }

    /** No evacuation of so many plans can be faster, if each of them asks as often as one alone does. */
    static Duration bound(PlayedEvacuation alone, int size) {
        Duration bound = alone.total();
        for (Map.Entry<String, Integer> asked : alone.calls().entrySet()) {
            Duration needed = needed(asked, size);
            bound = bound.compareTo(needed) < 0 ? needed : bound;
        }
        return bound;
    }

    private static Duration needed(Map.Entry<String, Integer> asked, int size) {
        String[] parts = asked.getKey().split(":", -1);
        return Throttling.defaults()
                .of(parts[0], parts[1])
                .map(bucket -> (size * (double) asked.getValue() - bucket.size()) / bucket.perSecond())
                .map(seconds -> Duration.ofMillis(Math.round(1000 * Math.max(0, seconds))))
                .orElse(Duration.ZERO);
    }
}
