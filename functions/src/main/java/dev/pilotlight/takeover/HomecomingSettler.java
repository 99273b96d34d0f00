package dev.pilotlight.takeover;

import dev.pilotlight.database.DatabaseSettler;
import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.OpenIntent;
import dev.pilotlight.journal.Settler;
import dev.pilotlight.journal.Trace;
import dev.pilotlight.plan.Database;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.traffic.TrafficSettler;
import java.util.Map;

/**
 * What the recovery Region shows of a failback whose home is lost again. The rest of what it did is there, where nobody
 * can look; the next failback finds it.
 */
record HomecomingSettler(DatabaseSettler database, TrafficSettler traffic) implements Settler {

    @Override
    public Trace look(Plan plan, OpenIntent intent) {
        Act act = intent.act();
        if (act.kind() == Act.Kind.SHIFT_TRAFFIC_HOME) {
            return traffic.shiftedHome(act);
        }
        if (act.kind() == Act.Kind.SWITCH_OVER_GLOBAL_CLUSTER) {
            return plan.databases().stream()
                    .filter(one -> one.primaryCluster().value().equals(act.target()))
                    .findFirst()
                    .map(database::switchedOver)
                    .orElseGet(() -> new Trace.Unclear("the plan names no cluster " + act.target()));
        }
        return new Trace.Unclear("a failback did it, and home is lost; the next failback finds what it has done");
    }

    /** Whether every database of the plan has changed places, so that home takes the writes. */
    Trace home(Plan plan) {
        for (Database one : plan.databases()) {
            Trace trace = database.switchedOver(one);
            if (!(trace instanceof Trace.Found)) {
                return trace;
            }
        }
        return new Trace.Found(Map.of("databases", plan.databases().size()));
    }
}
