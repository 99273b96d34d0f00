package dev.pilotlight.twin.live;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.postgresql.replication.LogSequenceNumber;

/**
 * Measures how far a standby is behind, as Aurora does: in time, from the writer's side. Each measurement remembers how
 * far the writer had come by then; the lag is the age of the oldest remembered position that the standby has not
 * replayed yet. An idle writer therefore shows no lag, which the time since the last replayed transaction would.
 */
public final class ReplicationLag {
    private final PostgresServer writer;
    private final PostgresServer standby;
    private final Deque<Position> notReplayed = new ArrayDeque<>();

    public ReplicationLag(PostgresServer writer, PostgresServer standby) {
        this.writer = writer;
        this.standby = standby;
    }

    /**
     * Measures now; as precise as it is asked often.
     *
     * @return empty when the writer or the standby does not answer: then the lag is unknown, not zero
     */
    public synchronized Optional<Duration> measure() {
        try {
            Position written = position(writer, "pg_current_wal_lsn()");
            notReplayed.add(written);
            long replayed = position(standby, "pg_last_wal_replay_lsn()").bytes;
            notReplayed.removeIf(position -> Long.compareUnsigned(position.bytes, replayed) <= 0);
            Position oldest = notReplayed.peekFirst();
            return Optional.of(oldest == null ? Duration.ZERO : Duration.between(oldest.at, written.at));
        } catch (SQLException e) {
            return Optional.empty();
        }
    }

    private static Position position(PostgresServer server, String function) throws SQLException {
        try (Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT " + function + ", clock_timestamp()")) {
            if (!row.next() || row.getString(1) == null) {
                throw new SQLException("the server has no position in the log yet");
            }
            long bytes = LogSequenceNumber.valueOf(row.getString(1)).asLong();
            return new Position(bytes, row.getObject(2, OffsetDateTime.class).toInstant());
        }
    }

    private record Position(long bytes, Instant at) {}
}
