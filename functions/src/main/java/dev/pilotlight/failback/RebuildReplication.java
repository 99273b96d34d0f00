package dev.pilotlight.failback;

import dev.pilotlight.failback.Constellation.Cluster;
import dev.pilotlight.failback.Constellation.Global;
import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Change;
import dev.pilotlight.journal.Deeds;
import dev.pilotlight.journal.Lease;
import dev.pilotlight.journal.Permit;
import dev.pilotlight.plan.Database;
import dev.pilotlight.plan.Durations;
import dev.pilotlight.plan.Failback;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.step.Guard;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.Run;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Brings the replication from the recovery Region to the home Region about, and waits until it is in step. After a
 * managed failover the old primary rejoins by itself. After a detach it is snapshotted, taken out of its old global
 * cluster, renamed and protected, never deleted; then a global cluster of the same name is made of the serving cluster,
 * and a new cluster with the old identifier joins it. So ARNs and names in the plan stay true.
 *
 * <p>Everything here leaves the serving cluster as it is. A request that was accepted is never repeated; one whose
 * answer was lost is, for names make all of them idempotent.
 */
final class RebuildReplication {
    /** How long an effect that nobody has seen is waited for when a run turns back. */
    private static final Duration UNSEEN = Duration.ofMinutes(2);

    private final HomeDatabases databases;
    private final InStep inStep;

    RebuildReplication(HomeDatabases databases, InStep inStep) {
        this.databases = databases;
        this.inStep = inStep;
    }

    /** Looks at both clusters and takes the next step towards a replication that is in step. */
    Outcome advance(Plan plan, Database database, Run run, Lease lease, Instant since, Instant now) {
        return new Attempt(plan, database, run, Deeds.of(lease), since, now).advance();
    }

    /** Finds out what became of everything that was begun, for a run that turns back. */
    Outcome settle(Plan plan, Database database, Run run, Lease lease, Instant since, Instant now) {
        return new Attempt(plan, database, run, Deeds.of(lease), since, now).settle();
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
        private final Works works;

        Attempt(Plan plan, Database database, Run run, Deeds deeds, Instant since, Instant now) {
            this.plan = plan;
            this.database = database;
            this.names = new Names(database, run.epoch());
            this.deeds = deeds;
            this.since = since;
            this.now = now;
            this.record = new FailbackRecord(deeds, database);
            this.works = new Works(database, names);
        }

        Outcome advance() {
            Constellation seen = databases.read(database, names);
            if (record.hasSwitchedOver(seen)) {
                return Outcome.done(Map.of("database", database.name(), "way", "switched over already"));
            }
            Optional<Outcome> stopped = deeds.stopped().map(Outcome.class::cast);
            if (stopped.isPresent()) {
                return stopped.get();
            }
            record.noteBefore(seen);
            works.settle(record, seen);
            Optional<Outcome> next = seen.homeFollows() ? follow(seen) : Optional.of(inTime(rebuild(seen)));
            return next.orElseGet(() -> joined(seen));
        }

        Outcome settle() {
            Constellation seen = databases.read(database, names);
            works.settle(record, seen);
            boolean waiting = works.open(deeds).stream()
                    .anyMatch(deed -> deed.at().plus(UNSEEN).isAfter(now));
            if (waiting) {
                return new Outcome.Pending("waiting to see what became of the last request about " + database.name());
            }
            works.giveUp(record);
            return Outcome.done(Map.of("database", database.name()));
        }

        private Outcome inTime(Outcome next) {
            return next instanceof Outcome.Pending pending
                    ? inTime(new InStep.Missing(pending.why(), Guard.DEADLINE_PASSED))
                    : next;
        }

        /** Something is waited for as long as the plan allows. */
        private Outcome inTime(InStep.Missing missing) {
            Failback failback = inStep.failback();
            return since.plus(failback.syncWithin()).isBefore(now)
                    ? new Outcome.Refused(
                            missing.late(),
                            "database " + database.name() + " is not in step after "
                                    + Durations.format(failback.syncWithin()) + ": " + missing.what(),
                            "look: aws rds describe-global-clusters --region "
                                    + plan.regions().recovery() + " --global-cluster-identifier "
                                    + database.globalCluster()
                                    + "; then start the failback again, it goes on from what is there")
                    : waiting(missing.what());
        }

        private Outcome joined(Constellation seen) {
            SortedMap<String, Object> evidence = new TreeMap<>();
            evidence.put("database", database.name());
            evidence.put("way", record.way());
            seen.kept().ifPresent(kept -> evidence.put("kept", kept.identifier()));
            seen.snapshot().ifPresent(snapshot -> evidence.put("snapshot", names.snapshot()));
            return Outcome.done(evidence);
        }

        /** The cluster at home is a member: what is still to come before it is in step. */
        private Optional<Outcome> follow(Constellation seen) {
            Optional<Outcome> versions = InStep.versions(seen).map(Outcome.class::cast);
            return versions.or(() -> servers(seen).map(this::inTime))
                    .or(() -> inStep.missing(seen, now).map(this::inTime));
        }

        /** A cluster of our own gets as many servers as the old primary had. */
        private Optional<Outcome> servers(Constellation seen) {
            Cluster home = seen.home().orElseThrow();
            List<String> wanted = record.oldTypes(seen);
            boolean complete = record.isOld(home) && !home.instances().isEmpty();
            if (complete || home.instances().size() >= Math.max(1, wanted.size())) {
                return Optional.empty();
            }
            if (!home.available()) {
                return Optional.of(waiting("the new cluster " + home.identifier() + " is " + home.status()));
            }
            Optional<String> type = wanted.isEmpty()
                    ? database.instanceClass()
                    : Optional.of(wanted.get(home.instances().size()));
            if (type.isEmpty()) {
                return Optional.of(notReady(
                        "nobody knows what the servers of " + home.identifier() + " are to be",
                        "name the instanceClass of " + database.name() + " in the plan"));
            }
            String name = names.instance(home.instances().size() + 1);
            Act act = works.instance(name);
            return Optional.of(once(
                    act,
                    "the instance " + name + " is being created",
                    permit -> databases.createInstance(permit, plan.plan(), database, name, type.get())));
        }

        /** The cluster at home is no member of the serving one's global cluster yet. */
        private Outcome rebuild(Constellation seen) {
            Cluster serving = seen.serving().orElseThrow();
            if (!serving.available()) {
                return waiting("the serving cluster " + serving.identifier() + " is " + serving.status());
            }
            return strangers(seen, serving).orElseGet(() -> atHome(seen));
        }

        /** A global cluster with other members is not ours to take apart. */
        private Optional<Outcome> strangers(Constellation seen, Cluster serving) {
            List<String> others = seen.global().stream()
                    .flatMap(global -> global.members().keySet().stream())
                    .filter(arn -> !arn.equals(serving.arn()))
                    .filter(arn -> !arn.equals(database.primaryCluster().value()))
                    .toList();
            return others.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            notReady(
                                    "the global cluster " + database.globalCluster() + " has other members: " + others,
                                    "take them out of it first (aws rds remove-from-global-cluster), then start the failback again"));
        }

        private Outcome atHome(Constellation seen) {
            Optional<Cluster> old = seen.home().filter(record::isOld);
            if (old.isPresent()) {
                return keepOld(seen, old.get());
            }
            if (seen.home().isPresent()) {
                return waiting("the new cluster at home is " + seen.home().get().status()
                        + ", and not listed as a member yet");
            }
            return createNew(seen);
        }

        /** Snapshot first, then out of the old global cluster, then the name. */
        private Outcome keepOld(Constellation seen, Cluster old) {
            if (!old.available()) {
                return waiting("the old primary " + old.identifier() + " is " + old.status());
            }
            if (seen.snapshot().isEmpty()) {
                return once(
                        works.snapshot(),
                        "the snapshot " + names.snapshot() + " is being taken",
                        permit -> databases.snapshot(permit, plan.plan(), database, names));
            }
            if (!seen.snapshot().get().equals("available")) {
                return seen.snapshot().get().equals("failed")
                        ? notReady(
                                "the snapshot " + names.snapshot() + " of the old primary has failed",
                                "delete it and look at the cluster's storage and key, then start the failback again")
                        : waiting("the snapshot " + names.snapshot() + " is "
                                + seen.snapshot().get());
            }
            boolean member = seen.global().filter(global -> global.has(old)).isPresent();
            if (member) {
                return once(
                        works.leave(),
                        "the old primary leaves its global cluster",
                        permit -> databases.leave(permit, database));
            }
            return once(
                    works.keep(),
                    "the old primary is being renamed to " + names.kept(),
                    permit -> databases.keep(permit, database, names));
        }

        private Outcome createNew(Constellation seen) {
            Optional<Global> global = seen.global();
            if (global.isEmpty()) {
                return once(
                        works.createGlobal(),
                        "the global cluster " + database.globalCluster() + " is being made of the serving cluster",
                        permit -> databases.createGlobal(permit, database));
            }
            if (!global.get().has(seen.serving().orElseThrow())) {
                return once(
                        works.deleteGlobal(),
                        "the old global cluster, which is empty, is being removed",
                        permit -> databases.deleteGlobal(permit, database));
            }
            Optional<Cluster> model = seen.kept();
            if (model.isEmpty()) {
                return notReady(
                        "there is no old primary in " + plan.regions().primary()
                                + " that the new cluster could be like",
                        "create the secondary yourself (aws rds create-db-cluster --global-cluster-identifier "
                                + database.globalCluster() + " --db-cluster-identifier "
                                + database.primaryCluster().identifier()
                                + " ...) with its servers, then start the failback again");
            }
            return once(
                    works.secondary(),
                    "the cluster " + database.primaryCluster().identifier() + " is being created at home",
                    permit -> databases.createSecondary(permit, plan.plan(), database, model.get()));
        }

        /** Asks for something, unless it was accepted already and only its effect is not seen yet. */
        private Outcome once(Act act, String what, Request request) {
            if (record.accepted(act)) {
                return waiting(what);
            }
            boolean before = record.uncertain(act);
            try {
                Change<HomeRejectedException> change = permit -> {
                    request.make(permit);
                    return Map.of();
                };
                deeds.carryOut(act, change);
                return waiting(what);
            } catch (HomeRejectedException rejected) {
                return before
                        ? waiting("an earlier request without an answer seems to have worked: " + rejected.getMessage())
                        : notReady(
                                String.valueOf(rejected.getMessage()),
                                "remove the reason, then start the failback again; it goes on from what is there");
            }
        }

        private Outcome notReady(String why, String remedy) {
            return new Outcome.Refused(Guard.HOME_NOT_READY, "database " + database.name() + ": " + why, remedy);
        }

        private static Outcome waiting(String why) {
            return new Outcome.Pending(why);
        }
    }

    /** One request about a database. */
    @FunctionalInterface
    private interface Request {
        void make(Permit permit) throws HomeRejectedException;
    }
}
