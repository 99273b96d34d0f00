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

/**
 * Keeps the snapshots that Aurora takes of old primaries. Before a managed failover rebuilds an old primary from the
 * new one, Aurora tries to take a snapshot of it as it was when it failed, which holds the only copy of what had not
 * been replicated, and lets it expire like an automated backup. A copy does not expire.
 *
 * <p>The snapshot appears only when the old primary's Region is able to take it, and the site is served already; so
 * this never fails and never waits for long. What it could not keep it leaves to a person, with the commands.
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
     * Looks for the snapshots that are not settled yet, and asks for at most one copy of each.
     *
     * @param since when this was first asked in this run
     * @return done, with the fate of each snapshot by its database; or pending
     */
    public Outcome advance(Plan plan, Lease lease, Instant since, Instant now) {
        Deeds deeds = Deeds.of(lease);
        KeptSnapshots kept = new KeptSnapshots(deeds);
        Duration waited = Duration.between(since, now);
        Map<String, Object> fates = new TreeMap<>();
        Map<String, String> open = new TreeMap<>();
        boolean silent = false;
        for (Database database : plan.databases()) {
            Optional<Instant> failedOver = failedOverAt(deeds, database);
            if (failedOver.isEmpty()) {
                continue;
            }
            Optional<String> fate =
                    kept.of(database).map(body -> body.path("fate").asText());
            if (fate.isPresent()) {
                fates.put(database.name(), fate.get());
                continue;
            }
            Finding finding = silent
                    ? Finding.silent("the Region did not answer a moment ago")
                    : look(plan, deeds, database, failedOver.get());
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

    private Finding look(Plan plan, Deeds deeds, Database database, Instant failedOver) {
        try {
            List<Snapshot> all = snapshots.list(database);
            return newest(all, failedOver)
                    .map(snapshot -> keep(plan, deeds, database, snapshot, all))
                    .orElse(new Finding(Fate.NONE, "", "there is none yet", false));
        } catch (PrimarySilentException silent) {
            return Finding.silent(String.valueOf(silent.getMessage()));
        } catch (RetryableThrottledException throttled) {
            return new Finding(Fate.NONE, "", String.valueOf(throttled.getMessage()), false);
        } catch (BrokenConfigurationException refused) {
            return Finding.refused(String.valueOf(refused.getMessage()));
        }
    }

    private static Optional<Snapshot> newest(List<Snapshot> all, Instant failedOver) {
        return all.stream()
                .filter(Snapshot::isBeforeFailover)
                .filter(snapshot -> snapshot.createdAt()
                        .map(at -> at.isAfter(failedOver.minus(SKEW)))
                        .orElse(true))
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
            return new Finding(Fate.NONE, "", snapshot.name() + " is " + snapshot.status(), false);
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
