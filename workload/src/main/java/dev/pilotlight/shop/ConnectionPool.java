package dev.pilotlight.shop;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * A few open connections. One on which anything went wrong is closed for good, together with every idle one: after a
 * failover they all lead to the wrong server, and the next request shall ask where the right one is.
 */
final class ConnectionPool implements AutoCloseable {
    private final Connector connector;
    private final Semaphore free;
    private final Duration patience;
    private final ConcurrentLinkedDeque<Connection> idle = new ConcurrentLinkedDeque<>();

    /**
     * @param size how many connections may be open at once
     * @param patience how long a request waits for one of them
     */
    ConnectionPool(Connector connector, int size, Duration patience) {
        this.connector = connector;
        this.free = new Semaphore(size);
        this.patience = patience;
    }

    /** Opens a new connection to wherever the database is now. */
    @FunctionalInterface
    interface Connector {
        Connection open() throws SQLException;
    }

    /** Work on a connection. It must be safe to repeat: a connection that was idle may turn out to be dead. */
    @FunctionalInterface
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /**
     * Does the work on an idle connection, and once more on a new one when the idle one was no good.
     *
     * @throws UnavailableException when no connection is to be had, or the work failed on a fresh one
     */
    <T> T execute(Work<T> work) {
        takeTurn();
        try {
            Connection reused = idle.poll();
            if (reused != null) {
                try {
                    return finish(reused, work);
                } catch (SQLException e) {
                    closeIdle();
                }
            }
            return finish(connector.open(), work);
        } catch (SQLException e) {
            closeIdle();
            throw new UnavailableException("The database does not answer as it should.", e);
        } finally {
            free.release();
        }
    }

    /** Closes what is idle; work in progress closes its own connection when it fails. */
    @Override
    public void close() {
        closeIdle();
    }

    private void takeTurn() {
        try {
            if (!free.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new UnavailableException("Every database connection is busy.", null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("The request was given up.", e);
        }
    }

    private <T> T finish(Connection connection, Work<T> work) throws SQLException {
        boolean good = false;
        try {
            T result = work.on(connection);
            good = true;
            return result;
        } finally {
            if (good) {
                idle.push(connection);
            } else {
                discard(connection);
            }
        }
    }

    private void closeIdle() {
        for (Connection connection = idle.poll(); connection != null; connection = idle.poll()) {
            discard(connection);
        }
    }

    private static void discard(Connection connection) {
        try {
            // Not close(): that would first talk to a server which may no longer be there.
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            // The connection is given up either way; its socket goes with it.
        }
    }
}
