package dev.pilotlight.database;

import dev.pilotlight.aws.Redaction;
import dev.pilotlight.database.FailoverSnapshots.Snapshot;
import dev.pilotlight.database.KeptSnapshots.Fate;
import dev.pilotlight.fence.PrimarySilentException;
import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Deed;
import dev.pilotlight.journal.Deeds;
import dev.pilotlight.journal.Lease;
import dev.pilotlight.journal.Settlement;
import dev.pilotlight.plan.Database;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.Words;
import dev.pilotlight.step.BrokenConfigurationException;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.RetryableThrottledException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Keeps the snapshots that Aurora takes of old primaries. Before a managed failover rebuilds an old primary from the
 * new one, Aurora tries to take a snapshot of it as it was when it failed, which holds the only copy of what had not
 * been replicated, and lets it expire like an automated backup. A copy does not expire.
 *
 * <p>The snapshot appears only when the old primary's Region is able to take it. After a failover the site is served
 * already, so this never fails and never waits for long; on the way home it is looked for once more. What could not be
 * kept is left to a person, with the commands.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database-disaster-recovery.html">Aurora
 *     global databases: recovering from an outage</a>
 */
public final class KeepSnapshots {
    /** A Region that answers takes the snapshot within minutes, or much later. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** A Region that has been down all along is not waited for. */
    private static final Duration SILENCE = Duration.ofSeconds(5);

    /** An older snapshot is of an earlier failover; clocks may differ by that much. */
    private static final Duration SKEW = Duration.ofMinutes(15);

    private final FailoverSnapshots snapshots;

    public KeepSnapshots(FailoverSnapshots snapshots) {
        this.snapshots = snapshots;
    }

    /**
     * Looks, right after a failover, for the snapshots of the databases that this run has failed over, and asks for at
     * most one copy of each.
     *
     * @param since when this was first asked in this execution
     * @return done, with the fate of each snapshot by its database; or pending
     */
    public Outcome afterFailover(Plan plan, Lease lease, Instant since, Instant now) {
        Deeds deeds = Deeds.of(lease);
        return advance(
                plan,
                deeds,
                Duration.between(since, now),
                database -> failedOverAt(deeds, database).map(at -> new Wanted(at.minus(SKEW), true)));
    }

    /**
     * Looks once more when the old primaries' Region is back, which may be days later: whoever has failed the databases
     * over, the newest snapshot of each is kept before they change places again. One that is not even being taken is
     * not waited for.
     *
     * @param since when this was first asked in this execution
     * @return done, with the fate of each snapshot by its database; or pending
     */
    public Outcome afterReturn(Plan plan, Lease lease, Instant since, Instant now) {
        return advance(
                plan, Deeds.of(lease), Duration.between(since, now), _ -> Optional.of(new Wanted(Instant.MIN, false)));
    }

    /**
     * Which snapshot of a database is wanted.
     *
     * @param after one that is older is of an earlier failover
     * @param awaited whether it may still be taken, when there is none yet
     */
    private record Wanted(Instant after, boolean awaited) {}

    private Outcome advance(Plan plan, Deeds deeds, Duration waited, Function<Database, Optional<Wanted>> wanted) {
        KeptSnapshots kept = new KeptSnapshots(deeds);
        Map<String, Object> fates = new TreeMap<>();
        Map<String, String> open = new TreeMap<>();
        boolean silent = false;
        for (Database database : plan.databases()) {
            Optional<Wanted> snapshot = wanted.apply(database);
            if (snapshot.isEmpty()) {
                continue;
            }
            Finding finding = silent
                    ? Finding.silent("the Region did not answer a moment ago")
                    : look(plan, deeds, database, snapshot.get());
            silent = finding.fate() == Fate.UNREACHABLE;
            if (finding.isFinal(waited)) {
                kept.note(database, finding.fate(), finding.copy(), finding.why());
                fates.put(database.name(), Words.of(finding.fate()));
            } else {
                open.put(database.name(), finding.why());
            }
        }
        return open.isEmpty() ? Outcome.done(fates) : new Outcome.Pending("the old primaries' snapshots: " + open);
    }

    private static Optional<Instant> failedOverAt(Deeds deeds, Database database) {
        return deeds
                .of(Act.Kind.FAILOVER_GLOBAL_CLUSTER, database.recoveryCluster().value())
                .stream()
                .filter(Deed::happened)
                .map(Deed::at)
                .findFirst();
    }

    private Finding look(Plan plan, Deeds deeds, Database database, Wanted wanted) {
        try {
            List<Snapshot> all = snapshots.list(database);
            return newest(all, wanted.after())
                    .map(snapshot -> keep(plan, deeds, database, snapshot, all))
                    .orElse(new Finding(Fate.NONE, "", "there is none yet", !wanted.awaited()));
        } catch (PrimarySilentException silent) {
            return Finding.silent(String.valueOf(silent.getMessage()));
        } catch (RetryableThrottledException throttled) {
            return new Finding(Fate.UNFINISHED, "", String.valueOf(throttled.getMessage()), false);
        } catch (BrokenConfigurationException refused) {
            return Finding.refused(String.valueOf(refused.getMessage()));
        }
    }

    private static Optional<Snapshot> newest(List<Snapshot> all, Instant after) {
        return all.stream()
                .filter(Snapshot::isBeforeFailover)
                .filter(snapshot ->
                        snapshot.createdAt().map(at -> at.isAfter(after)).orElse(true))
                .max(Comparator.comparing(snapshot -> snapshot.createdAt().orElse(Instant.MAX)));
    }

    private Finding keep(Plan plan, Deeds deeds, Database database, Snapshot snapshot, List<Snapshot> all) {
        String copy = snapshot.copyName();
        Act act = new Act(Act.Kind.COPY_SNAPSHOT, database.primaryCluster().value(), copy);
        if (all.stream().anyMatch(other -> other.name().equals(copy))) {
            deeds.settleOpen(act.kind(), act.target(), new Settlement.Happened(Map.of("copy", copy)));
            return new Finding(Fate.KEPT, copy, "a copy of " + snapshot.name() + " is there", true);
        }
        if (!snapshot.isAvailable()) {
            return new Finding(Fate.UNFINISHED, "", snapshot.name() + " is " + snapshot.status(), false);
        }
        try {
            deeds.carryOut(act, permit -> {
                snapshots.copy(permit, plan.plan(), database, snapshot);
                return Map.of("copy", copy);
            });
            return new Finding(Fate.KEPT, copy, "a copy of " + snapshot.name() + " is being made", true);
        } catch (SnapshotRejectedException rejected) {
            return Finding.refused(String.valueOf(rejected.getMessage()));
        }
    }

    /**
     * What one look has come to.
     *
     * @param copy the name of the copy, or empty
     * @param settled whether looking again would show nothing else
     */
    private record Finding(Fate fate, String copy, String why, boolean settled) {
        private static final int LONGEST = 300;

        Finding {
            String shown = Redaction.redact(why);
            why = shown.length() <= LONGEST ? shown : shown.substring(0, LONGEST) + "...";
        }

        static Finding silent(String why) {
            return new Finding(Fate.UNREACHABLE, "", why, false);
        }

        static Finding refused(String why) {
            return new Finding(Fate.REFUSED, "", why, true);
        }

        boolean isFinal(Duration waited) {
            return settled || waited.compareTo(fate == Fate.UNREACHABLE ? SILENCE : PATIENCE) >= 0;
        }
    }
}
