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
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code pilotlight bench evacuate}: what moving many plans takes, beside the bound that request limits set. */
@Command(name = "evacuate", description = "Evacuations in virtual time beside the bound that request limits set.")
public final class EvacuationBenchmark implements Callable<Integer> {
    /** From here on something stands in for each failover: the real ones would take hours of a processor's time. */
    private static final int FIRST_STAND_IN = 100;

    private static final List<String> EXPLANATION = List.of(
            "total:    seconds from the start of the evacuation to its end",
            "bound:    the longer of one failover alone and the time in which the narrowest limit lets all their requests",
            "          through, at as many requests as one failover alone was seen to make",
            "failover: real ones are the shipped machine and functions, call by call; a stand-in takes as long as a real",
            "          one and calls nobody: it shows the waves and the budget, not the throttling",
            "EC2's limits are those of its guide; RDS publishes none, ten requests a second and action are an assumption.");

    @Option(names = "--sizes", split = ",", paramLabel = "COUNT", description = "Default: 1,10,100,1000.")
    private List<Integer> sizes = List.of(1, 10, 100, 1000);

    @Option(names = "--json", paramLabel = "FILE", description = "Also writes the rows to this file as JSON.")
    private @Nullable Path json;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Override
    public Integer call() {
        Repository repository = Repository.around(Path.of(System.getProperty("pilotlight.home", "")));
        ObjectNode shop = PlanFile.read(repository.plan());
        PlayedEvacuation alone = PlayedEvacuation.real(repository, shop, 1, 0);
        Rows rows = new Rows();
        boolean good = true;
        for (int size : sizes) {
            PlayedEvacuation evacuation = size == 1
                    ? alone
                    : size < FIRST_STAND_IN
                            ? PlayedEvacuation.real(repository, shop, size, 0)
                            : PlayedEvacuation.standIn(
                                    repository,
                                    shop,
                                    size,
                                    alone.plans().getFirst().took());
            good &= evacuation.verdict().equals("SUCCEEDED");
            add(rows, size, evacuation, bound(alone, size), narrowest(alone));
        }
        PrintWriter out = spec.commandLine().getOut();
        out.print(rows.table());
        EXPLANATION.forEach(out::println);
        out.flush();
        if (json != null) {
            rows.write(json);
        }
        return good ? 0 : 1;
    }

    private static void add(Rows rows, int size, PlayedEvacuation evacuation, Duration bound, String narrowest) {
        rows.add()
                .put("plans", size)
                .put("failover", size < FIRST_STAND_IN ? "real" : "stand-in")
                .put("total", evacuation.total().toSeconds())
                .put("bound", bound.toSeconds())
                .put("ratio", Math.round(100.0 * evacuation.total().toMillis() / bound.toMillis()) / 100.0)
                .put("narrowest", narrowest)
                .put("throttled", evacuation.throttled())
                .put("verdict", evacuation.verdict());
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
