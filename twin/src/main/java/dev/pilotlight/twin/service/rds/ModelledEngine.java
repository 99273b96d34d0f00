package dev.pilotlight.twin.service.rds;

import dev.pilotlight.twin.physics.DatabasePhysics;
import dev.pilotlight.twin.physics.RegionLife;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A database that follows the physics alone. */
public final class ModelledEngine implements DatabaseEngine {
    private static final int PORT = 5432;

    private ClusterName name;
    private final DatabasePhysics physics;
    private final RegionLife life;
    private Role role;

    private ModelledEngine(String clusterArn, DatabasePhysics physics, RegionLife life, Role role) {
        this.name = ClusterName.of(clusterArn);
        this.physics = physics;
        this.life = life;
        this.role = role;
    }

    /** The database of a primary cluster, which has taken writes for some time. */
    public static ModelledEngine writer(String clusterArn, DatabasePhysics physics, RegionLife life, Instant since) {
        return new ModelledEngine(clusterArn, physics, life, new Writing(since, since));
    }

    /** The database of a secondary cluster. */
    public static ModelledEngine reader(
            String clusterArn, DatabasePhysics physics, RegionLife life, ModelledEngine leader) {
        return new ModelledEngine(clusterArn, physics, life, new Following(leader));
    }

    /** Databases of new secondary clusters. */
    public static SecondaryEngines secondaries(DatabasePhysics physics, RegionLife life) {
        return (clusterArn, leader, now) -> {
            ModelledEngine engine = new ModelledEngine(clusterArn, physics, life, new Fenced(now));
            engine.follow(leader, now);
            return engine;
        };
    }

    private sealed interface Role {}

    /**
     * Takes writes from a moment on, which may lie ahead.
     *
     * @param inherited everything up to this moment came from the leader before
     */
    private record Writing(Instant from, Instant inherited) implements Role {}

    private record Following(ModelledEngine leader) implements Role {}

    private record Fenced(Instant at) implements Role {}

    @Override
    public Address address(Access access) {
        String endpoint = switch (access) {
            case WRITE -> ".cluster-twin.";
            case READ -> ".cluster-ro-twin.";
        };
        return new Address(name.identifier() + endpoint + name.region() + ".rds.amazonaws.com", PORT);
    }

    @Override
    public boolean isAlive(Instant now) {
        return life.isAlive(name.region());
    }

    @Override
    public Optional<Instant> writerSince(Instant now) {
        return switch (role) {
            case Writing writing -> Optional.of(writing.from()).filter(from -> !now.isBefore(from));
            case Following _, Fenced _ -> Optional.empty();
        };
    }

    @Override
    public Optional<Duration> lag(Instant now) {
        return switch (role) {
            case Following(ModelledEngine leader)
            when leader.isAlive(now) && isAlive(now) -> Optional.of(physics.replicationLag());
            case Following _, Writing _, Fenced _ -> Optional.empty();
        };
    }

    @Override
    public Instant holdsUntil(Instant now) {
        return switch (role) {
            case Writing(Instant from, Instant inherited) -> now.isBefore(from) ? inherited : stop(now);
            case Following(ModelledEngine leader) -> leader.stop(now).minus(physics.replicationLag());
            case Fenced(Instant at) -> at;
        };
    }

    /** The last moment at which anything could happen here. */
    private Instant stop(Instant now) {
        Instant end = role instanceof Fenced(Instant at) ? at : now;
        return life.downSince(name.region()).filter(end::isAfter).orElse(end);
    }

    @Override
    public void promote(Promotion how, Instant now) {
        if (role instanceof Writing) {
            return;
        }
        role = switch (how) {
            case DETACH -> new Writing(now.plus(physics.detach()), holdsUntil(now));
            case FAILOVER -> new Writing(now.plus(physics.managedFailover()), holdsUntil(now));
            case SWITCHOVER -> new Writing(now.plus(physics.switchover()), now);
        };
    }

    @Override
    public void rename(String clusterArn) {
        name = ClusterName.of(clusterArn);
    }

    @Override
    public void fence(Instant now) {
        role = new Fenced(now);
    }

    @Override
    public HeldData hold(Instant now) {
        return new Held(physics, life, holdsUntil(now));
    }

    /** A moment up to which everything is kept: nothing that takes time of its own. */
    private record Held(DatabasePhysics physics, RegionLife life, Instant until) implements HeldData {
        @Override
        public boolean isComplete() {
            return true;
        }

        @Override
        public DatabaseEngine restored(String clusterArn, Instant readyAt) {
            return new ModelledEngine(clusterArn, physics, life, new Writing(readyAt, until));
        }

        @Override
        public void forget() {}
    }

    @Override
    public void follow(DatabaseEngine leader, Instant now) {
        if (!(leader instanceof ModelledEngine modelled)) {
            throw new IllegalArgumentException("a modelled database follows a modelled one: " + leader);
        }
        role = new Following(modelled);
    }
}
