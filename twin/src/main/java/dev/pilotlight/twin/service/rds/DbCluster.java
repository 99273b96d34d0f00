package dev.pilotlight.twin.service.rds;

import dev.pilotlight.twin.physics.DatabasePhysics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A cluster: what it is, its servers, and the promotion it went through last. */
final class DbCluster {
    private ClusterDefinition definition;
    private ClusterName name;
    private final DatabaseEngine engine;
    private final Instant createdAt;
    private final String resourceId;
    private final List<DbInstance> instances = new ArrayList<>();
    private @Nullable Instant promotionBegan;
    private Instant availableFrom;
    private boolean born = true;
    private @Nullable Renaming renaming;
    private @Nullable String subnetGroup;
    private boolean protectedFromDeletion;

    DbCluster(ClusterDefinition definition, DatabaseEngine engine, Instant createdAt, String resourceId) {
        this.definition = definition;
        this.name = ClusterName.of(definition.arn());
        this.engine = engine;
        this.createdAt = createdAt;
        this.availableFrom = createdAt;
        this.resourceId = resourceId;
    }

    /** A change of name that was asked for and has not happened yet. */
    private record Renaming(String identifier, Instant at) {}

    /** It is being made, and ready at some moment at the earliest. */
    void comeAbout(Instant ready) {
        availableFrom = ready;
        born = false;
    }

    /** Whether it is still being made. */
    boolean isComingAbout(Instant now) {
        if (!born && !now.isBefore(availableFrom) && engine.isAlive(now)) {
            born = true;
        }
        return !born;
    }

    void rename(String identifier, Instant at) {
        renaming = new Renaming(identifier, at);
    }

    boolean isRenaming() {
        return renaming != null;
    }

    /** Takes its new name when its time has come. */
    boolean takesNewName(Instant now) {
        Renaming asked = renaming;
        if (asked == null || now.isBefore(asked.at())) {
            return false;
        }
        String arn = definition.arn().substring(0, definition.arn().lastIndexOf(':') + 1) + asked.identifier();
        definition = definition.renamed(arn);
        name = ClusterName.of(arn);
        engine.rename(arn);
        renaming = null;
        return true;
    }

    /** The subnet group it was made with; empty when the world says nothing about it, or says it elsewhere. */
    Optional<String> subnetGroup() {
        return Optional.ofNullable(subnetGroup);
    }

    void liesIn(String group) {
        subnetGroup = group;
    }

    boolean isProtectedFromDeletion() {
        return protectedFromDeletion;
    }

    void protectFromDeletion(boolean protectedNow) {
        protectedFromDeletion = protectedNow;
    }

    ClusterDefinition definition() {
        return definition;
    }

    String arn() {
        return definition.arn();
    }

    ClusterName name() {
        return name;
    }

    DatabaseEngine engine() {
        return engine;
    }

    Instant createdAt() {
        return createdAt;
    }

    String resourceId() {
        return resourceId;
    }

    List<DbInstance> instances() {
        return instances;
    }

    void promote(Promotion how, Instant now) {
        promotionBegan = now;
        engine.promote(how, now);
    }

    /** Stops writing, as the old writer of a global database. */
    void fence(Instant now) {
        promotionBegan = null;
        engine.fence(now);
    }

    /** Takes the place of the old writer, losing nothing. */
    void succeed(DbCluster old, Instant now) {
        promotionBegan = now;
        old.promotionBegan = null;
        engine.succeed(old.engine, now);
    }

    void follow(DbCluster leader, Instant now) {
        promotionBegan = null;
        engine.follow(leader.engine, now);
    }

    /** Whether a promotion is under way, whatever describes say about it. */
    boolean isPromoting(Instant now) {
        return promotionBegan != null && engine.writerSince(now).isEmpty();
    }

    /** What describes say of the cluster. */
    String status(DatabasePhysics physics, Instant now) {
        if (isComingAbout(now)) {
            return "creating";
        }
        if (renaming != null) {
            return "renaming";
        }
        return showsPromotion(physics, now) ? "promoting" : "available";
    }

    /** What describes say of a server: it is restarted in the course of a promotion. */
    String status(DbInstance instance, DatabasePhysics physics, Instant now) {
        if (!instance.isAvailable(now)) {
            return "creating";
        }
        return showsPromotion(physics, now) ? "rebooting" : "available";
    }

    private boolean showsPromotion(DatabasePhysics physics, Instant now) {
        return isPromoting(now) && promotionBegan != null && !now.isBefore(promotionBegan.plus(physics.statusLag()));
    }

    /** Whether describes show the writer's endpoint and a writing server. */
    boolean showsWriter(DatabasePhysics physics, Instant now) {
        Optional<Instant> since = engine.writerSince(now);
        return since.isPresent()
                && (promotionBegan == null || !now.isBefore(since.get().plus(physics.endpointLag())));
    }

    /** Whether a client's write succeeds: there must be a server to take it. */
    boolean isWritable(Instant now) {
        return isReadable(now) && engine.writerSince(now).isPresent();
    }

    boolean isReadable(Instant now) {
        return engine.isAlive(now) && instances.stream().anyMatch(instance -> instance.isAvailable(now));
    }
}
