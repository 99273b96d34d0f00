package dev.pilotlight.database;

import dev.pilotlight.database.DatabaseState.Instance;
import dev.pilotlight.database.DatabaseState.Membership;
import dev.pilotlight.fence.FenceRecord;
import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Deed;
import dev.pilotlight.journal.Deeds;
import dev.pilotlight.journal.Lease;
import dev.pilotlight.journal.Settlement;
import dev.pilotlight.plan.Database;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.Strategy;
import dev.pilotlight.recovery.RecoveryServices;
import dev.pilotlight.step.Guard;
import dev.pilotlight.step.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Makes the recovery cluster of one global database take writes: the point of no return.
 *
 * <p>The service takes no idempotency token here. What keeps a promotion single is that a request it has accepted is
 * never repeated in the same epoch, and that a repetition of one whose answer was lost is rejected by the service
 * itself once the first has had its effect.
 */
public final class PromoteDatabase {
    /** After this long with everything else proven, a change that nobody saw has passed between two looks. */
    private static final Duration UNSEEN = Duration.ofMinutes(5);

    private final GlobalDatabases databases;
    private final RecoveryServices services;

    /**
     * The step over the two things it needs to see.
     *
     * @param services must have answered right before the database is touched
     */
    public PromoteDatabase(GlobalDatabases databases, RecoveryServices services) {
        this.databases = databases;
        this.services = services;
    }

    /**
     * Looks at the database and takes the next step towards its promotion.
     *
     * @param since when the promotion was first asked for in this run
     */
    public Outcome advance(Plan plan, Database database, Lease lease, Instant since, Instant now) {
        try {
            return new Attempt(plan, database, Deeds.of(lease), since, now).advance();
        } catch (NotPromotableException rejected) {
            return refused(database, String.valueOf(rejected.getMessage()));
        }
    }

    /** Two writers exist from the promotion on, so what became of the fence is settled before it (S3). */
    private static Outcome unfenced(String why) {
        return new Outcome.Refused(
                Guard.FENCE_UNCONFIRMED,
                why,
                "make sure that nothing writes to the old primary and promote by hand; or accept two writers with "
                        + "unfenced: allow in the plan");
    }

    private static Outcome refused(Database database, String why) {
        return new Outcome.Refused(Guard.NOT_PROMOTABLE, why, PromotionAdvice.of(database));
    }

    /** One call for one database. */
    private final class Attempt {
        private final Plan plan;
        private final Database database;
        private final Deeds deeds;
        private final Instant since;
        private final Instant now;
        private final PromotionRecord record;

        Attempt(Plan plan, Database database, Deeds deeds, Instant since, Instant now) {
            this.plan = plan;
            this.database = database;
            this.deeds = deeds;
            this.since = since;
            this.now = now;
            this.record = PromotionRecord.read(deeds, database);
        }

        Outcome advance() throws NotPromotableException {
            DatabaseState state = databases.read(database);
            if (!record.decided()) {
                return new Outcome.Refused(
                        Guard.APPROVAL_MISSING,
                        "the record of this run holds no decision to promote",
                        "start the failover machine from its beginning; the promotion is not a step to start alone");
            }
            Optional<String> unfenced = FenceRecord.of(deeds).obstacle(plan);
            if (unfenced.isPresent() && !record.asked()) {
                return unfenced(unfenced.get());
            }
            if (!state.available() && (record.asked() || state.left())) {
                record.noteChange(state);
            }
            if (state.left()) {
                record.noteFound(state.membership().name());
            }
            Optional<String> missing = PromotionProof.missing(state).or(() -> unseen(state));
            if (missing.isEmpty()) {
                return proven(state);
            }
            if (state.left()) {
                record.settle(new Settlement.Happened(
                        Map.of("membership", state.membership().name())));
            }
            if (overdue(state)) {
                return refused(
                        database,
                        "the managed failover has not made "
                                + database.recoveryCluster().identifier() + " the writer within "
                                + database.managedDeadline());
            }
            if (state.left() || record.accepted()) {
                return new Outcome.Pending(missing.get());
            }
            if (!state.available()) {
                return new Outcome.Pending(
                        "the recovery cluster is " + state.status() + "; it is promoted once it is available");
            }
            return prepare(state);
        }

        /** Why the change itself does not count as seen, although the description says that all is done. */
        private Optional<String> unseen(DatabaseState state) {
            boolean seen = record.changeSeen()
                    || !record.hadWriter()
                    || record.askedAt().map(at -> at.plus(UNSEEN).isBefore(now)).orElse(false);
            return seen
                    ? Optional.empty()
                    : Optional.of("the recovery cluster reads " + state.status()
                            + ", which may be from before the promotion; its change has not been seen yet");
        }

        private Outcome proven(DatabaseState state) {
            SortedMap<String, Object> evidence = new TreeMap<>();
            evidence.put("database", database.name());
            evidence.put("endpoint", state.endpoint());
            evidence.put("port", state.port());
            evidence.put("how", state.membership() == Membership.WRITER ? "failed over" : "detached");
            state.writer().map(Instance::name).ifPresent(writer -> evidence.put("writer", writer));
            record.settle(new Settlement.Happened(evidence));
            return Outcome.done(evidence);
        }

        private boolean overdue(DatabaseState state) {
            return database.strategy() == Strategy.MANAGED
                    && !state.left()
                    && since.plus(database.managedDeadline()).isBefore(now);
        }

        private Outcome prepare(DatabaseState state) throws NotPromotableException {
            SortedMap<String, String> unanswered = services.unanswered();
            if (!unanswered.isEmpty()) {
                return new Outcome.Pending("before the promotion, these services of the recovery Region must answer: "
                        + String.join(", ", unanswered.keySet()));
            }
            if (state.instances().isEmpty()) {
                return createInstance(state);
            }
            if (state.instances().stream().noneMatch(Instance::available)) {
                return new Outcome.Pending("no instance of the recovery cluster is available yet");
            }
            return promote(state);
        }

        private Outcome createInstance(DatabaseState state) throws NotPromotableException {
            if (state.newInstanceClass().isEmpty()) {
                return refused(database, "the recovery cluster has no instance, and its class is not known");
            }
            String instanceClass = state.newInstanceClass().get();
            Act act = new Act(
                    Act.Kind.CREATE_DATABASE_INSTANCE,
                    database.recoveryCluster().value(),
                    "instance " + instanceClass);
            List<Deed> before = deeds.of(act.kind(), act.target());
            if (before.stream().anyMatch(Deed::happened)) {
                return new Outcome.Pending("the new instance of the recovery cluster is not listed yet");
            }
            deeds.carryOut(act, permit -> {
                databases.createInstance(permit, database, instanceClass);
                return Map.of("class", instanceClass);
            });
            return new Outcome.Pending("the recovery cluster had no instance; one is being created");
        }

        private Outcome promote(DatabaseState state) throws NotPromotableException {
            record.noteBefore(state);
            Act act = record.act();
            try {
                deeds.carryOut(act, permit -> {
                    switch (database.strategy()) {
                        case DETACH -> databases.detach(permit, database);
                        case MANAGED -> databases.failOver(permit, database);
                    }
                    return Map.of("status", state.status());
                });
            } catch (NotMemberException left) {
                record.noteFound(String.valueOf(left.getMessage()));
                return new Outcome.Pending(
                        "the service says that the cluster has left already; its membership will tell");
            } catch (NotPromotableException rejected) {
                if (record.uncertain()) {
                    return new Outcome.Pending(
                            "an earlier request without an answer seems to have worked: " + rejected.getMessage());
                }
                throw rejected;
            }
            return new Outcome.Pending(
                    "the promotion of " + database.recoveryCluster().identifier() + " was asked for");
        }
    }
}
