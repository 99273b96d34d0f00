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
    private final List<String> securityGroups = new ArrayList<>();
    private Instant availableFrom;
    private @Nullable Instant goneFrom;
    private @Nullable Instant promotionBegan;
    private @Nullable Renaming renaming;
    private boolean born = true;
    private boolean deletionProtected;

    DbCluster(ClusterDefinition definition, DatabaseEngine engine, Instant createdAt, String resourceId) {
        this.definition = definition;
        this.name = ClusterName.of(definition.arn());
        this.engine = engine;
        this.createdAt = createdAt;
        this.resourceId = resourceId;
        this.availableFrom = createdAt;
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

    /** The ids of the security groups around it, as far as the world says anything about them. */
    List<String> securityGroups() {
        return securityGroups;
    }

    /** It is being made until then. */
    void availableFrom(Instant moment) {
        availableFrom = moment;
    }

    /** The same for one whose database comes about meanwhile, and may take longer. */
    void bornFrom(Instant moment) {
        availableFrom(moment);
        born = false;
    }

    boolean isCreating(Instant now) {
        if (!born && !now.isBefore(availableFrom) && engine.isAlive(now)) {
            born = true;
        }
        return !born || now.isBefore(availableFrom);
    }

    /** A change of name that was asked for and has not happened yet. */
    private record Renaming(String identifier, Instant at) {}

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

    boolean isDeletionProtected() {
        return deletionProtected;
    }

    void protectFromDeletion(boolean protect) {
        deletionProtected = protect;
    }

    void delete(Instant gone) {
        goneFrom = gone;
    }

    boolean isDeleting() {
        return goneFrom != null;
    }

    boolean isGone(Instant now) {
        return goneFrom != null && !now.isBefore(goneFrom);
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
        if (isDeleting()) {
            return "deleting";
        }
        if (isCreating(now)) {
            return "creating";
        }
        if (isRenaming()) {
            return "renaming";
        }
        return showsPromotion(physics, now) ? "promoting" : "available";
    }

    /** What describes say of a server: it is restarted in the course of a promotion. */
    String status(DbInstance instance, DatabasePhysics physics, Instant now) {
        if (instance.isDeleting()) {
            return "deleting";
        }
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
