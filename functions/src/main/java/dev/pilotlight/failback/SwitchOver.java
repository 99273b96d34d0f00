package dev.pilotlight.failback;

import dev.pilotlight.database.PromotionProof;
import dev.pilotlight.failback.Constellation.Cluster;
import dev.pilotlight.failback.Constellation.Global;
import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Deeds;
import dev.pilotlight.journal.Lease;
import dev.pilotlight.plan.Database;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.step.Guard;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.Run;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Makes the cluster at home the writer again, without losing anything: the point of no return of a failback. It is
 * asked for only while the home cluster is in step, and only once; the service itself waits until everything is
 * replicated before it lets the clusters change places.
 */
final class SwitchOver {
    /** How long a lag that has grown again is waited for. */
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    /** When an effect of a lost request that nobody has seen is not coming any more. */
    private static final Duration UNSEEN = Duration.ofMinutes(6);

    /** When a switchover that was accepted and has left no trace was let be by the service. */
    private static final Duration GIVEN_UP = Duration.ofMinutes(30);

    private final HomeDatabases databases;
    private final InStep inStep;

    SwitchOver(HomeDatabases databases, InStep inStep) {
        this.databases = databases;
        this.inStep = inStep;
    }

    /** Looks at both clusters and takes the next step towards the switchover. */
    Outcome advance(Plan plan, Database database, Run run, Lease lease, Instant since, Instant now) {
        return new Attempt(plan, database, run, Deeds.of(lease), since, now).advance();
    }

    /** One call for one database. */
    private final class Attempt {
        private final Plan plan;
        private final Database database;
        private final Names names;
        private final Deeds deeds;
        private final Instant since;
        private final Instant now;
        private final FailbackRecord record;
        private final Act act;

        Attempt(Plan plan, Database database, Run run, Deeds deeds, Instant since, Instant now) {
            this.plan = plan;
            this.database = database;
            this.names = new Names(database, run.epoch());
            this.deeds = deeds;
            this.since = since;
            this.now = now;
            this.record = new FailbackRecord(deeds, database);
            this.act = record.switchOver();
        }

        Outcome advance() {
            if (!record.decided()) {
                return new Outcome.Refused(
                        Guard.APPROVAL_MISSING,
                        "the record of this run holds no approval of the failback",
                        "start the failback machine from its beginning; the switchover is not a step to start alone");
            }
            Constellation seen = databases.read(database, names);
            if (seen.homeWrites()) {
                return changedPlaces(seen);
            }
            if (!seen.homeFollows()) {
                return notReady("the cluster at home no longer follows the serving one");
            }
            Optional<Instant> asked = record.askedAt(act);
            return asked.isPresent() ? underWay(seen, asked.get()) : ask(seen);
        }

        private Outcome changedPlaces(Constellation seen) {
            record.happened(act.kind(), act.target());
            record.noteFound();
            Optional<String> missing = PromotionProof.missing(seen.homeState());
            if (missing.isPresent()) {
                return new Outcome.Pending("after the switchover: " + missing.get());
            }
            Cluster home = seen.home().orElseThrow();
            record.noteAfter(seen);
            SortedMap<String, Object> evidence = new TreeMap<>();
            evidence.put("database", database.name());
            evidence.put("endpoint", home.endpoint());
            evidence.put("port", home.port());
            evidence.put("how", "switched over");
            return Outcome.done(evidence);
        }

        /** A request was sent that may have had its effect. */
        private Outcome underWay(Constellation seen, Instant asked) {
            Optional<String> handover = seen.global().flatMap(Global::handover);
            if (handover.isPresent()) {
                record.happened(act.kind(), act.target());
                return new Outcome.Pending("the switchover is " + handover.get());
            }
            if (record.uncertain(act) && asked.plus(UNSEEN).isBefore(now)) {
                record.didNotHappen(act.kind(), act.target(), "the world shows no effect of it");
                return new Outcome.Pending("the switchover whose answer was lost has not begun; it is asked for again");
            }
            return asked.plus(GIVEN_UP).isBefore(now)
                    ? new Outcome.Refused(
                            Guard.NOT_PROMOTABLE,
                            "the switchover of " + database.name() + " was accepted at " + asked
                                    + ", and nothing has come of it",
                            "look: aws rds describe-events --region "
                                    + plan.regions().recovery()
                                    + " --source-type db-cluster; then go on: start an execution of this machine named <this"
                                    + " one>-r1")
                    : new Outcome.Pending("the switchover was asked for");
        }

        private Outcome ask(Constellation seen) {
            Optional<Outcome> against = deeds.stopped()
                    .map(Outcome.class::cast)
                    .or(() -> InStep.versions(seen).map(Outcome.class::cast));
            if (against.isPresent()) {
                return against.get();
            }
            Optional<InStep.Missing> missing = inStep.missing(seen, now);
            if (missing.isPresent()) {
                return since.plus(PATIENCE).isBefore(now)
                        ? new Outcome.Refused(
                                missing.get().late(),
                                "database " + database.name() + ": "
                                        + missing.get().what(),
                                "find out what holds the replication up, then start the failback again")
                        : new Outcome.Pending(missing.get().what());
            }
            try {
                deeds.carryOut(act, permit -> {
                    databases.switchOver(permit, database);
                    return Map.of();
                });
                return new Outcome.Pending("the switchover was asked for");
            } catch (HomeRejectedException rejected) {
                return notReady(String.valueOf(rejected.getMessage()));
            }
        }

        private Outcome notReady(String why) {
            return new Outcome.Refused(
                    Guard.NOT_PROMOTABLE,
                    "database " + database.name() + ": " + why,
                    "look: aws rds describe-global-clusters --region "
                            + plan.regions().recovery()
                            + " --global-cluster-identifier " + database.globalCluster()
                            + "; then start the failback again");
        }
    }
}
