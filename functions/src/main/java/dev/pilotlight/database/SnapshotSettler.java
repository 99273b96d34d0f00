package dev.pilotlight.database;

import dev.pilotlight.fence.PrimarySilentException;
import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Trace;
import dev.pilotlight.plan.Database;
import dev.pilotlight.plan.Plan;
import java.util.Map;
import java.util.Optional;

/** What the old primary's Region shows of copies of its snapshots. */
public final class SnapshotSettler {
    private final FailoverSnapshots snapshots;

    public SnapshotSettler(FailoverSnapshots snapshots) {
        this.snapshots = snapshots;
    }

    /** Whether the copy is listed. */
    public Trace copied(Plan plan, Act act) {
        Optional<Database> database = plan.databases().stream()
                .filter(one -> one.primaryCluster().value().equals(act.target()))
                .findFirst();
        if (database.isEmpty()) {
            return new Trace.Unclear("the plan names no cluster " + act.target());
        }
        try {
            boolean listed = snapshots.list(database.get()).stream()
                    .anyMatch(snapshot -> snapshot.name().equals(act.token()));
            return listed ? new Trace.Found(Map.of("copy", act.token())) : new Trace.Nothing();
        } catch (PrimarySilentException silent) {
            return new Trace.Unclear(String.valueOf(silent.getMessage()));
        }
    }
}
