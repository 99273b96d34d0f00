package dev.pilotlight.database;

import dev.pilotlight.database.DatabaseState.Instance;
import dev.pilotlight.database.DatabaseState.Membership;
import dev.pilotlight.fence.FenceRecord;
import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Deed;
import dev.pilotlight.journal.Deeds;
import dev.pilotlight.journal.Lease;
import dev.pilotlight.plan.Database;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.Strategy;
import dev.pilotlight.recovery.RecoveryServices;
import dev.pilotlight.step.Guard;
import dev.pilotlight.step.Outcome;
import java.time.Duration;
import java.time.Instant;
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
 *
 * <p>A managed failover that is refused because the engine versions differ is followed by a detach. One that is still
 * pending after the plan's deadline is detached only when a person agrees, and adopted whenever it completes (S4).
 */
public final class PromoteDatabase {
    /** After this long with everything else proven, a change that nobody saw has passed between two looks. */
    private static final Duration UNSEEN = Duration.ofMinutes(5);

    /**
     * Services that answered when the run looked at the Region, and have not answered for so long since, are no passing
     * disturbance; nothing is promoted yet, so the run can still turn back and a person hear of it.
     */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final GlobalDatabases databases;
    private final RecoveryServices services;
    private final DetachApproval approval;

    /**
     * The step over what it needs to see.
     *
     * @param services must have answered right before the database is touched
     */
    public PromoteDatabase(GlobalDatabases databases, RecoveryServices services, DetachApproval approval) {
        this.databases = databases;
        this.services = services;
        this.approval = approval;
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
            this.record = new PromotionRecord(deeds, database);
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
            if (unfenced.isPresent() && !record.askedAt().isPresent()) {
                return unfenced(unfenced.get());
            }
            if (!state.available() && (record.askedAt().isPresent() || state.left())) {
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
                record.settle(
                        state.membership(),
                        Map.of("membership", state.membership().name()));
                return new Outcome.Pending(missing.get());
            }
            return asReader(state, missing.get());
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
            record.settle(state.membership(), evidence);
            return Outcome.done(evidence);
        }

        /** The cluster still is a reader, as far as the global cluster shows. */
        private Outcome asReader(DatabaseState state, String missing) throws NotPromotableException {
            if (record.accepted(Act.Kind.DETACH_CLUSTER)) {
                return new Outcome.Pending(missing);
            }
            Optional<Instant> failoverAt = record.askedAt(Act.Kind.FAILOVER_GLOBAL_CLUSTER);
            boolean overdue =
                    failoverAt.orElse(since).plus(database.managedDeadline()).isBefore(now);
            if (database.strategy() == Strategy.MANAGED && overdue && !record.versionsRefused()) {
                return failoverAt.isEmpty()
                        ? refused(database, notWriter("could not be asked for, and so has"))
                        : detachInstead(state, failoverAt.get());
            }
            if (record.accepted(Act.Kind.FAILOVER_GLOBAL_CLUSTER)) {
                return new Outcome.Pending(missing);
            }
            if (!state.available()) {
                return new Outcome.Pending(
                        "the recovery cluster is " + state.status() + "; it is promoted once it is available");
            }
            return prepare(state);
        }

        /** The managed failover takes too long; this state of the database was read a moment ago. */
        private Outcome detachInstead(DatabaseState state, Instant failoverAt) throws NotPromotableException {
            Act act = record.detachFrom(state);
            if (record.rejected(act)) {
                return refused(
                        database,
                        notWriter("has") + ", and detaching was rejected in the state the database is in now");
            }
            Optional<Outcome> missing = approval.missing(database, failoverAt);
            return missing.isPresent() ? missing.get() : request(act, state);
        }

        private String notWriter(String verb) {
            return "the managed failover " + verb + " not made "
                    + database.recoveryCluster().identifier() + " the writer within " + database.managedDeadline();
        }

        private Outcome prepare(DatabaseState state) throws NotPromotableException {
            SortedMap<String, String> unanswered = services.unanswered();
            if (!unanswered.isEmpty()) {
                return unanswered(String.join(", ", unanswered.keySet()));
            }
            if (state.instances().isEmpty()) {
                return createInstance(state);
            }
            if (state.instances().stream().noneMatch(Instance::available)) {
                return new Outcome.Pending("no instance of the recovery cluster is available yet");
            }
            boolean detach = database.strategy() == Strategy.DETACH || record.versionsRefused();
            return request(detach ? record.detach() : record.failover(), state);
        }

        /** Who waits for a new instance asks for longer than anybody would wait for an answer. */
        private Outcome unanswered(String services) {
            if (since.plus(PATIENCE).isAfter(now) || instanceCreated()) {
                return new Outcome.Pending(
                        "before the promotion, these services of the recovery Region must answer: " + services);
            }
            return new Outcome.Refused(
                    Guard.RECOVERY_REGION_DEGRADED,
                    "these services of the recovery Region must answer before the promotion, and have not for more than "
                            + PATIENCE.toSeconds() + " s: " + services,
                    "look at the AWS Health Dashboard for " + plan.regions().recovery()
                            + "; start the failover again once they answer");
        }

        private boolean instanceCreated() {
            return deeds
                    .of(
                            Act.Kind.CREATE_DATABASE_INSTANCE,
                            database.recoveryCluster().value())
                    .stream()
                    .anyMatch(Deed::happened);
        }

        private Outcome createInstance(DatabaseState state) throws NotPromotableException {
            Optional<String> known = database.instanceClass().or(state::newInstanceClass);
            if (known.isEmpty()) {
                return refused(
                        database,
                        "the recovery cluster has no instance, and the plan's instanceClass does not say what it is to be");
            }
            String instanceClass = known.get();
            Act act = new Act(
                    Act.Kind.CREATE_DATABASE_INSTANCE,
                    database.recoveryCluster().value(),
                    "instance " + instanceClass);
            if (instanceCreated()) {
                return new Outcome.Pending("the new instance of the recovery cluster is not listed yet");
            }
            deeds.carryOut(act, permit -> {
                databases.createInstance(permit, plan.plan(), database, instanceClass);
                return Map.of("class", instanceClass);
            });
            return new Outcome.Pending("the recovery cluster had no instance; one is being created");
        }

        private Outcome request(Act act, DatabaseState state) throws NotPromotableException {
            record.noteBefore(state);
            try {
                deeds.carryOut(act, permit -> {
                    if (act.kind() == Act.Kind.DETACH_CLUSTER) {
                        databases.detach(permit, database);
                    } else {
                        databases.failOver(permit, database);
                    }
                    return Map.of("status", state.status());
                });
            } catch (NotMemberException left) {
                record.noteFound(String.valueOf(left.getMessage()));
                return new Outcome.Pending(
                        "the service says that the cluster has left already; its membership will tell");
            } catch (IncompatibleVersionsException versions) {
                if (act.kind() == Act.Kind.DETACH_CLUSTER) {
                    throw versions;
                }
                record.noteVersions(String.valueOf(versions.getMessage()));
                return new Outcome.Pending("the managed failover was refused because of the engine versions; the "
                        + "cluster is detached instead");
            } catch (NotPromotableException rejected) {
                if (record.uncertain(act.kind())) {
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
