package dev.pilotlight.twin.live;

import dev.pilotlight.twin.service.rds.DatabaseEngine;
import dev.pilotlight.twin.service.rds.Promotion;
import dev.pilotlight.twin.time.Timeline;
import dev.pilotlight.twin.wire.AwsError;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A cluster that is a real PostgreSQL server. Somebody looks at it every now and then, because describes must not wait;
 * its promotion is PostgreSQL's own.
 */
public final class LiveDatabase implements DatabaseEngine {
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    private final Timeline timeline;
    private final PostgresServer server;
    private final @Nullable ReplicationLag replication;
    private volatile PostgresServer.Status status = PostgresServer.Status.UNREACHABLE;
    private volatile @Nullable Instant writerSince;
    private volatile @Nullable Duration lag;
    private volatile @Nullable Instant promotionBegan;

    private LiveDatabase(Timeline timeline, PostgresServer server, @Nullable ReplicationLag replication) {
        this.timeline = timeline;
        this.server = server;
        this.replication = replication;
    }

    /** The database of a primary cluster. */
    public static LiveDatabase writer(Timeline timeline, PostgresServer server) {
        return watched(new LiveDatabase(timeline, server, null));
    }

    /** The database of a secondary cluster, which streams from a writer. */
    public static LiveDatabase reader(Timeline timeline, PostgresServer server, PostgresServer writer) {
        return watched(new LiveDatabase(timeline, server, new ReplicationLag(writer, server)));
    }

    private static LiveDatabase watched(LiveDatabase database) {
        database.look();
        database.timeline.start("watch the database on port " + database.server.port(), database::watch);
        return database;
    }

    private void watch() {
        try {
            while (true) {
                timeline.sleep(LOOK_EVERY);
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        PostgresServer.Status seen = server.status();
        if (seen == PostgresServer.Status.WRITER && writerSince == null) {
            writerSince = timeline.now();
        }
        status = seen;
        lag = seen == PostgresServer.Status.STANDBY && replication != null
                ? replication.measure().orElse(null)
                : null;
    }

    @Override
    public Address address(Access access) {
        return new Address("127.0.0.1", server.port());
    }

    @Override
    public boolean isAlive(Instant now) {
        return switch (status) {
            case STANDBY, WRITER -> true;
            case STOPPED, UNREACHABLE -> false;
        };
    }

    @Override
    public Optional<Instant> writerSince(Instant now) {
        return status == PostgresServer.Status.WRITER ? Optional.ofNullable(writerSince) : Optional.empty();
    }

    @Override
    public Optional<Duration> lag(Instant now) {
        return Optional.ofNullable(lag);
    }

    /** How long the promotion took, once there was one. */
    public Optional<Duration> promotionTook() {
        Instant began = promotionBegan;
        Instant since = writerSince;
        return began == null || since == null ? Optional.empty() : Optional.of(Duration.between(began, since));
    }

    @Override
    public Instant holdsUntil(Instant now) {
        throw new UnsupportedOperationException("count the rows of a live database instead");
    }

    @Override
    public void promote(Promotion how, Instant now) {
        if (promotionBegan != null || status == PostgresServer.Status.WRITER) {
            return;
        }
        promotionBegan = now;
        timeline.start("promote the database on port " + server.port(), this::promoteServer);
    }

    private void promoteServer() {
        try {
            server.promote();
            look();
        } catch (SQLException e) {
            throw new IllegalStateException("PostgreSQL could not be promoted", e);
        }
    }

    @Override
    public void fence(Instant now) {
        timeline.start("stop the database on port " + server.port(), server::stop);
    }

    /** A copy of a running server would need a place, a port and an end of its own. */
    @Override
    public DatabaseEngine restored(String clusterArn, Instant heldAt, Instant readyAt) {
        throw AwsError.badRequest(
                "InvalidRestoreFault", "Restoring a snapshot of a live database is not modelled by the twin");
    }

    /**
     * An old primary that is back is stopped at once, so that there is one writer; it is not rebuilt from its leader,
     * which is what Aurora takes minutes to hours for.
     */
    @Override
    public void follow(DatabaseEngine leader, Instant now) {
        fence(now);
    }
}
