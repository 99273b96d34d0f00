package dev.pilotlight.database;

import dev.pilotlight.database.DatabaseState.Instance;
import dev.pilotlight.database.DatabaseState.Membership;
import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Permit;
import dev.pilotlight.plan.Database;
import dev.pilotlight.plan.PlanName;
import dev.pilotlight.step.RetryableUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One global database that takes its time: a promotion lasts, the cluster's own description is late, and the membership
 * is not.
 */
final class GlobalDatabaseInMemory implements GlobalDatabases {
    private static final String READ_ONLY = "shop-west.cluster-ro-abc.us-west-2.rds.amazonaws.com";
    private static final String WRITABLE = "shop-west.cluster-abc.us-west-2.rds.amazonaws.com";

    private final Supplier<Instant> clock;
    private Duration promotion = Duration.ofMinutes(5);
    private Duration statusLag = Duration.ofSeconds(70);
    private Optional<Instant> promotedAt = Optional.empty();
    private Membership membership = Membership.READER;
    private Optional<String> failover = Optional.empty();
    private boolean writerFlagAlwaysSet;
    private boolean answersLost;
    private boolean stuck;
    private boolean membershipLate;
    private Optional<String> rejection = Optional.empty();
    private String otherwise = "available";
    private final List<String> instances = new ArrayList<>(List.of("shop-west-1"));
    private Optional<String> newInstanceClass = Optional.of("db.serverless");
    private boolean otherVersions;
    private int requests;
    private int effects;

    GlobalDatabaseInMemory(Supplier<Instant> clock) {
        this.clock = clock;
    }

    GlobalDatabaseInMemory promoting(Duration duration) {
        promotion = duration;
        return this;
    }

    GlobalDatabaseInMemory statusLate(Duration lag) {
        statusLag = lag;
        return this;
    }

    /** Even as a reader it names an instance as its writer, so that this says nothing. */
    GlobalDatabaseInMemory alwaysNamingAWriter() {
        writerFlagAlwaysSet = true;
        return this;
    }

    GlobalDatabaseInMemory withoutInstances() {
        instances.clear();
        return this;
    }

    GlobalDatabaseInMemory withInstance(String name) {
        instances.add(name);
        return this;
    }

    /** Requests are accepted and nothing follows. */
    GlobalDatabaseInMemory stuck() {
        stuck = true;
        return this;
    }

    /** The list of members is as late as everything else. */
    GlobalDatabaseInMemory withLateMembership() {
        membershipLate = true;
        return this;
    }

    GlobalDatabaseInMemory rejecting(String message) {
        rejection = Optional.of(message);
        return this;
    }

    GlobalDatabaseInMemory withOtherVersions() {
        otherVersions = true;
        return this;
    }

    GlobalDatabaseInMemory ofNoKnownClass() {
        newInstanceClass = Optional.empty();
        return this;
    }

    /** Requests are followed by their effects again. */
    void recover() {
        stuck = false;
    }

    void loseAnswers(boolean lost) {
        answersLost = lost;
    }

    void reads(String status) {
        otherwise = status;
    }

    int requests() {
        return requests;
    }

    int effects() {
        return effects;
    }

    boolean reallyPromoted() {
        return promotedAt.map(at -> !at.plus(promotion).isAfter(clock.get())).orElse(false);
    }

    @Override
    public DatabaseState read(Database database) {
        // What is described now is what was true a while ago.
        Instant seen = clock.get().minus(statusLag);
        boolean begun = promotedAt.map(at -> !at.isAfter(seen)).orElse(false);
        boolean ended = promotedAt.map(at -> !at.plus(promotion).isAfter(seen)).orElse(false);
        String status = begun && !ended ? "promoting" : otherwise;
        List<Instance> described = instances.stream()
                .map(name -> new Instance(name, ended || writerFlagAlwaysSet, "available"))
                .toList();
        return new DatabaseState(
                membershipLate && !begun ? Membership.READER : membership,
                ended ? Optional.empty() : failover,
                status,
                ended ? WRITABLE : READ_ONLY,
                5432,
                described,
                newInstanceClass);
    }

    @Override
    public void createInstance(Permit permit, PlanName plan, Database database, String instanceClass) {
        permit.spendOn(
                Act.Kind.CREATE_DATABASE_INSTANCE, database.recoveryCluster().value());
        requests++;
        if (instances.isEmpty()) {
            instances.add(GlobalDatabases.createdInstance(database));
        }
        if (answersLost) {
            throw new RetryableUnavailableException("no answer");
        }
    }

    @Override
    public void deleteInstance(Permit permit, Database database) throws NotPromotableException {
        permit.spendOn(
                Act.Kind.DELETE_DATABASE_INSTANCE, database.recoveryCluster().value());
        requests++;
        if (rejection.isPresent()) {
            throw new NotPromotableException(rejection.get());
        }
        instances.remove(GlobalDatabases.createdInstance(database));
        if (answersLost) {
            throw new RetryableUnavailableException("no answer");
        }
    }

    @Override
    public void detach(Permit permit, Database database) throws NotPromotableException {
        permit.spendOn(Act.Kind.DETACH_CLUSTER, database.recoveryCluster().value());
        promote(Membership.NONE, Optional.empty());
    }

    @Override
    public void failOver(Permit permit, Database database) throws NotPromotableException {
        permit.spendOn(
                Act.Kind.FAILOVER_GLOBAL_CLUSTER, database.recoveryCluster().value());
        if (otherVersions) {
            requests++;
            throw new IncompatibleVersionsException("the engine versions differ");
        }
        promote(Membership.WRITER, Optional.of("failing-over"));
    }

    private void promote(Membership into, Optional<String> state) throws NotPromotableException {
        requests++;
        if (rejection.isPresent()) {
            throw new NotPromotableException(rejection.get());
        }
        if (promotedAt.isPresent()) {
            throw into == Membership.NONE
                    ? new NotMemberException("cluster is not found in global cluster")
                    : new NotPromotableException("the global cluster is failing over");
        }
        if (!stuck) {
            effects++;
            membership = into;
            failover = state;
            promotedAt = Optional.of(clock.get());
        }
        if (answersLost) {
            throw new RetryableUnavailableException("no answer");
        }
    }
}
