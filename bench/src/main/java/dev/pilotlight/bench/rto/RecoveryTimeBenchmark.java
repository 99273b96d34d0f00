package dev.pilotlight.bench.rto;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.bench.Rows;
import dev.pilotlight.rehearsal.Repository;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code pilotlight bench rto}: prints what failovers take in virtual time, beside their limits and beside peers. */
@Command(name = "rto", description = "Failovers in virtual time beside their limit, and beside two other projects.")
public final class RecoveryTimeBenchmark implements Callable<Integer> {
    private static final List<Conditions> GRID = List.of(
            Conditions.ofSeconds(30, 60, 5),
            Conditions.ofSeconds(61, 60, 5),
            Conditions.ofSeconds(60, 180, 10),
            Conditions.ofSeconds(120, 90, 10),
            Conditions.ofSeconds(300, 90, 5),
            Conditions.ofSeconds(300, 120, 45),
            Conditions.ofSeconds(300, 90, 70),
            Conditions.ofSeconds(900, 120, 70));

    private static final List<String> EXPLANATION = List.of(
            "done:     seconds from the call that begins until it is declared done; for Pilot Light from the end of the",
            "          outage window until every check has passed and the traffic is shifted, which the others do not do",
            "slower:   the slower of promotion and boot; done/slower is what is added to it",
            "rto:      seconds from the disaster until the last visitor has followed; the limit is what nature and the",
            "          plan need at least, the ratio compares both without detection and window",
            "Times are virtual: a call takes 0.2 s for everybody, a state 0.3 s for the others.");

    @Option(names = "--json", paramLabel = "FILE", description = "Also writes the rows to this file as JSON.")
    private @Nullable Path json;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Override
    public Integer call() {
        Repository repository = Repository.around(Path.of(System.getProperty("pilotlight.home", "")));
        PrintWriter out = spec.commandLine().getOut();
        Rows rows = new Rows();
        boolean within = true;
        for (Conditions nature : GRID) {
            MeasuredFailover ours = MeasuredFailover.under(nature, repository);
            within &= isWithinItsLimit(ours);
            add(rows, nature, ours);
            add(rows, nature, "peer A: databases only", Peer.DATABASES_ONLY);
            add(rows, nature, "peer B: one after the other", Peer.ONE_AFTER_THE_OTHER);
        }
        out.print(rows.table());
        EXPLANATION.forEach(out::println);
        out.println(within ? "Every failover ended within 3 % and 5 s of its limit." : "A failover took too long.");
        out.flush();
        if (json != null) {
            rows.write(json);
        }
        return within ? 0 : 1;
    }

    /** Whether a failover added no more than what is promised: 3 % and 5 s. */
    static boolean isWithinItsLimit(MeasuredFailover failover) {
        double promised = seconds(failover.limit().total()) * 1.03 + 5;
        return failover.verdict().equals("SUCCEEDED") && seconds(failover.recoveryTime()) <= promised;
    }

    private static void add(Rows rows, Conditions nature, MeasuredFailover ours) {
        ObjectNode row = start(rows, nature, "Pilot Light", ours.shifted(), nature.slower());
        row.put("verdict", ours.verdict());
        row.put("rtoSeconds", rounded(seconds(ours.recoveryTime()), 1));
        row.put("limitSeconds", rounded(seconds(ours.limit().total()), 1));
        row.put("ratio", rounded(ours.limit().ratio(ours.recoveryTime()), 3));
        row.put("withinLimit", isWithinItsLimit(ours));
    }

    private static void add(Rows rows, Conditions nature, String who, Peer peer) {
        Peer.Declared declared = peer.failOver(nature);
        ObjectNode row = start(rows, nature, who, declared.after(), peer.limit(nature));
        row.put("verdict", declared.ready() ? "declared done" : "FALSE SUCCESS");
        row.putNull("rtoSeconds").putNull("limitSeconds").putNull("ratio").putNull("withinLimit");
    }

    private static ObjectNode start(Rows rows, Conditions nature, String who, Duration done, Duration slower) {
        return rows.add()
                .put("who", who)
                .put("promotionSeconds", nature.promotion().toSeconds())
                .put("bootSeconds", nature.boot().toSeconds())
                .put("statusLagSeconds", nature.statusLag().toSeconds())
                .put("doneSeconds", rounded(seconds(done), 1))
                .put("slowerSeconds", slower.toSeconds())
                .put("doneOverSlower", rounded(seconds(done) / seconds(slower), 2));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    private static double rounded(double value, int digits) {
        return Double.parseDouble(String.format(Locale.ROOT, "%." + digits + "f", value));
    }
}
