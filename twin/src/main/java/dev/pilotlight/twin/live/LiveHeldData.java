package dev.pilotlight.twin.live;

import dev.pilotlight.twin.service.rds.DatabaseEngine;
import dev.pilotlight.twin.service.rds.HeldData;
import dev.pilotlight.twin.time.Timeline;
import dev.pilotlight.twin.wire.AwsError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** What a real server held: a backup on disk, of which servers of their own can be made. */
final class LiveHeldData implements HeldData {
    private final Timeline timeline;
    private final BiFunction<String, Path, DatabaseEngine> restoring;
    private volatile @Nullable Path backup;
    private volatile @Nullable String missing;

    private LiveHeldData(Timeline timeline, BiFunction<String, Path, DatabaseEngine> restoring) {
        this.timeline = timeline;
        this.restoring = restoring;
    }

    /**
     * Begins to back a server up.
     *
     * @param name of the backup
     * @param restoring makes the database of a cluster, by its ARN, out of a backup
     */
    static LiveHeldData of(
            Timeline timeline, PostgresServer server, String name, BiFunction<String, Path, DatabaseEngine> restoring) {
        LiveHeldData held = new LiveHeldData(timeline, restoring);
        timeline.start("back up the database on port " + server.port(), () -> held.keep(server, name));
        return held;
    }

    private void keep(PostgresServer server, String name) {
        try {
            backup = server.backUp(name);
        } catch (SQLException | UncheckedIOException e) {
            // A server that is down, or that is rebuilt meanwhile. RDS keeps its storage; the twin cannot.
            missing = "the server could not be backed up: " + e.getMessage();
        }
    }

    @Override
    public boolean isComplete() {
        return backup != null || missing != null;
    }

    @Override
    public DatabaseEngine restored(String clusterArn, Instant readyAt) {
        Path kept = backup;
        if (kept == null) {
            throw AwsError.badRequest("InvalidRestoreFault", "The twin cannot restore this snapshot: " + missing);
        }
        return restoring.apply(clusterArn, kept);
    }

    @Override
    public void forget() {
        Path kept = backup;
        if (kept != null) {
            timeline.start("delete " + kept.getFileName(), () -> delete(kept));
        }
    }

    private static void delete(Path kept) {
        try {
            FileTree.delete(kept);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + kept, e);
        }
    }
}
