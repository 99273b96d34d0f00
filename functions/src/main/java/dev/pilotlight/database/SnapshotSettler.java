package dev.pilotlight.database;

import dev.pilotlight.fence.PrimarySilentException;
import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Settler;
import dev.pilotlight.plan.Database;
import dev.pilotlight.plan.Plan;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What became of copies of old primaries' snapshots. A Region that does not answer shows none, and holds nobody up. */
public final class SnapshotSettler implements Settler {
    private final FailoverSnapshots snapshots;

    public SnapshotSettler(FailoverSnapshots snapshots) {
        this.snapshots = snapshots;
    }

    @Override
    public Set<Act.Kind> kinds() {
        return Set.of(Act.Kind.COPY_SNAPSHOT);
    }

    @Override
    public Optional<Map<String, Object>> effect(Plan plan, Act act) {
        return plan.databases().stream()
                .filter(database -> database.primaryCluster().value().equals(act.target()))
                .findFirst()
                .filter(database -> isListed(database, act.token()))
                .map(_ -> Map.of("copy", act.token()));
    }

    private boolean isListed(Database database, String copy) {
        try {
            return snapshots.list(database).stream()
                    .anyMatch(snapshot -> snapshot.name().equals(copy));
        } catch (PrimarySilentException silent) {
            return false;
        }
    }
}
