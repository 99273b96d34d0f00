package dev.pilotlight.twin.live;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Predicate;

/**
 * A copy of what a running server holds, made with PostgreSQL's own interface for that. A standby can be backed up as
 * well as a writer.
 *
 * @see <a href="https://www.postgresql.org/docs/current/continuous-archiving.html#BACKUP-LOWLEVEL-BASE-BACKUP">Making a
 *     base backup using the low level API</a>
 */
final class BaseBackup {
    private static final Path LOG = Path.of("pg_wal");
    private static final Path CONTROL = Path.of("global", "pg_control");

    private BaseBackup() {}

    /** For a standby that streams the log of meanwhile from its writer. */
    static void take(Connection connection, Path data, Path target) throws SQLException, IOException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_backup_start('pilotlight', true)");
            FileTree.copyWhileUsed(data, target, file -> belongsToABackup(file) && !file.startsWith(LOG));
            stop(statement, target);
        }
    }

    /** For a server that will stand alone: with the log of meanwhile, from which it becomes consistent. */
    static void takeWithLog(Connection connection, Path data, Path target) throws SQLException, IOException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_backup_start('pilotlight', true)");
            Predicate<Path> early = file -> belongsToABackup(file) && !file.startsWith(LOG) && !file.equals(CONTROL);
            FileTree.copyWhileUsed(data, target, early);
            // A standby's control file says how far the log must be replayed, so it comes after everything else.
            Files.copy(data.resolve(CONTROL), target.resolve(CONTROL));
            stop(statement, target);
            FileTree.copyFilesWhileUsed(data.resolve(LOG), target.resolve(LOG));
        }
    }

    private static void stop(Statement statement, Path target) throws SQLException, IOException {
        try (ResultSet row = statement.executeQuery("SELECT labelfile FROM pg_backup_stop(false)")) {
            if (!row.next()) {
                throw new SQLException("PostgreSQL gives no label for the backup");
            }
            Files.writeString(target.resolve("backup_label"), row.getString(1));
        }
    }

    /** What belongs to the running process, or to its own role, stays. */
    private static boolean belongsToABackup(Path file) {
        return !file.startsWith("pg_replslot")
                && !file.startsWith("pg_dynshmem")
                && !file.toString().startsWith("postmaster.")
                && !file.endsWith("standby.signal");
    }
}
