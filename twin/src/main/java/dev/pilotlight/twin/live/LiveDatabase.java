package dev.pilotlight.twin.live;

import dev.pilotlight.twin.service.rds.DatabaseEngine;
import dev.pilotlight.twin.service.rds.HeldData;
import dev.pilotlight.twin.service.rds.Promotion;
import dev.pilotlight.twin.service.rds.SecondaryEngines;
import dev.pilotlight.twin.time.Timeline;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A cluster that is a real PostgreSQL server. Somebody looks at it every now and then, because describes must not wait;
 * its promotion is PostgreSQL's own.
 */
public final class LiveDatabase implements DatabaseEngine, AutoCloseable {
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    private final Timeline timeline;
    private final PostgresServer server;
    private final Queue<PostgresServer> restored = new ConcurrentLinkedQueue<>();
    private volatile boolean ended;
    private volatile @Nullable ReplicationLag replication;
    private volatile @Nullable LiveDatabase leader;
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

    /**
     * The databases of secondary clusters that are added later: new servers that begin with a base backup of their
     * writer.
     *
     * @param opened told of each new server, which somebody has to end
     */
    public static SecondaryEngines secondaries(Timeline timeline, BiConsumer<String, PostgresServer> opened) {
        return (clusterArn, leader, now) -> {
            LiveDatabase writer = (LiveDatabase) leader;
            PostgresServer server = writer.server.another(
                    writer.server.unusedName(clusterArn.substring(clusterArn.lastIndexOf(':') + 1)));
            opened.accept(clusterArn, server);
            LiveDatabase database = watched(new LiveDatabase(timeline, server, null));
            database.follow(writer, now);
            return database;
        };
    }

    private static LiveDatabase watched(LiveDatabase database) {
        database.look();
        database.timeline.start("watch the database on port " + database.server.port(), database::watch);
        return database;
    }

    private void watch() {
        try {
            while (!ended) {
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
        if (seen == PostgresServer.Status.STANDBY) {
            writerSince = null;
        }
        status = seen;
        ReplicationLag measured = replication;
        lag = seen == PostgresServer.Status.STANDBY && measured != null
                ? measured.measure().orElse(null)
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

    @Override
    public HeldData hold(Instant now) {
        return LiveHeldData.of(timeline, server, server.unusedName("held"), this::restore);
    }

    private DatabaseEngine restore(String clusterArn, Path backup) {
        PostgresServer own = server.another(server.unusedName(clusterArn.substring(clusterArn.lastIndexOf(':') + 1)));
        restored.add(own);
        timeline.start("restore the database on port " + own.port(), () -> own.restore(backup));
        return watched(new LiveDatabase(timeline, own, null));
    }

    @Override
    public void end() {
        ended = true;
        timeline.start("delete the database on port " + server.port(), server::destroy);
    }

    /** Ends the servers that were restored from this one; its own has another owner. */
    @Override
    public void close() {
        restored.forEach(PostgresServer::close);
    }

    /**
     * The old writer stops in order, which sends the last of its log first; then this one takes its place, and the old
     * writer comes back as its standby.
     */
    @Override
    public void succeed(DatabaseEngine old, Instant now) {
        LiveDatabase before = (LiveDatabase) old;
        promotionBegan = now;
        before.leader = this;
        timeline.start("switch over to the database on port " + server.port(), () -> takePlaceOf(before));
    }

    private void takePlaceOf(LiveDatabase before) {
        before.server.stop();
        before.look();
        promoteServer();
        before.server.follow(server.port());
        before.server.start();
        before.replication = new ReplicationLag(server, before.server);
        before.promotionBegan = null;
        leader = null;
    }

    /** The server goes on under another port: nobody who knew the old endpoint reaches it. */
    @Override
    public void rename(String clusterArn) {
        timeline.start("move the database on port " + server.port(), server::moveToAnotherPort);
    }

    /** An old primary that is back is rebuilt from its leader; one that follows it already is left as it is. */
    @Override
    public void follow(DatabaseEngine newLeader, Instant now) {
        LiveDatabase writer = (LiveDatabase) newLeader;
        if (writer.equals(leader)) {
            return;
        }
        leader = writer;
        replication = null;
        timeline.start("rebuild the database on port " + server.port(), () -> rebuildFrom(writer));
    }

    private void rebuildFrom(LiveDatabase writer) {
        try {
            server.rebuildFrom(writer.server);
            replication = new ReplicationLag(writer.server, server);
            promotionBegan = null;
            look();
        } catch (SQLException e) {
            throw new IllegalStateException("PostgreSQL could not be rebuilt", e);
        }
    }
}
