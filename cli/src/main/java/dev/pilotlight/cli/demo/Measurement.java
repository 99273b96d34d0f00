package dev.pilotlight.cli.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.rehearsal.Limit;
import dev.pilotlight.rehearsal.LiveStage;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What a failover cost, measured where it hurts: RTO at the front door, RPO in the promoted database's rows. */
record Measurement(
        LiveStage live, DemoPlan demoPlan, ObjectNode plan, Shoppers shoppers, Instant struck, Instant detected) {

    /** The measures of a run after which orders are accepted again. */
    Summary summary(String verdict, List<Summary.State> states) throws SQLException {
        Instant failed = shoppers.firstFailureAfter(struck).orElseThrow();
        Instant recovered = shoppers.recoveredAfter(struck).orElseThrow();
        Duration rto = Duration.between(failed, recovered);
        Limit limit = limit();
        List<String> acknowledged = shoppers.acknowledgedBefore(Instant.MAX);
        return new Summary(
                1,
                verdict,
                Summary.seconds(rto),
                Summary.seconds(limit.total()),
                limit.ratio(rto),
                live.missing(acknowledged).size(),
                acknowledged.size(),
                states);
    }

    /** The demo's plan has nothing to fence with, and asks nobody. */
    private Limit limit() {
        return new Limit(
                Duration.between(struck, detected),
                demoPlan.window(),
                Duration.ZERO,
                Duration.ZERO,
                live.promotionTook().orElse(Duration.ZERO),
                live.bootTook().orElse(Duration.ZERO),
                demoPlan.checks(plan),
                demoPlan.propagation());
    }
}
