package dev.pilotlight.shop;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/** Opens connections to PostgreSQL, asking each time where it is, and sees to it that the tables exist. */
final class PostgresConnector implements ConnectionPool.Connector {
    private static final String MISSING_ON_A_WRITER =
            "SELECT NOT pg_is_in_recovery() AND to_regclass('heartbeat') IS NULL";

    /** The lock lets two shops start at once: PostgreSQL's IF NOT EXISTS alone can still collide. */
    private static final String CREATE_TABLES = """
            BEGIN;
            SELECT pg_advisory_xact_lock(7463);
            CREATE TABLE IF NOT EXISTS orders (
                id        uuid        PRIMARY KEY,
                item      text        NOT NULL,
                quantity  integer     NOT NULL,
                placed_at timestamptz NOT NULL DEFAULT clock_timestamp());
            CREATE INDEX IF NOT EXISTS orders_by_time ON orders (placed_at);
            CREATE TABLE IF NOT EXISTS heartbeat (
                id      integer     PRIMARY KEY,
                beat_at timestamptz NOT NULL);
            COMMIT""";

    private final EndpointSource endpoints;
    private final Properties properties = new Properties();
    private final String database;

    PostgresConnector(EndpointSource endpoints, Settings settings) {
        this.endpoints = endpoints;
        this.database = settings.database();
        properties.setProperty("user", settings.user());
        properties.setProperty("password", settings.password());
        properties.setProperty("ApplicationName", "shop");
        properties.setProperty("connectTimeout", "1");
        properties.setProperty("socketTimeout", "1");
        properties.setProperty("options", "-c statement_timeout=900 -c lock_timeout=500");
    }

    @Override
    public Connection open() throws SQLException {
        Connection connection =
                DriverManager.getConnection("jdbc:postgresql://" + endpoints.current() + "/" + database, properties);
        boolean ready = false;
        try {
            createTablesWhereMissing(connection);
            ready = true;
            return connection;
        } finally {
            if (!ready) {
                connection.close();
            }
        }
    }

    private static void createTablesWhereMissing(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            boolean missing;
            try (ResultSet answer = statement.executeQuery(MISSING_ON_A_WRITER)) {
                missing = answer.next() && answer.getBoolean(1);
            }
            if (missing) {
                statement.execute(CREATE_TABLES);
            }
        }
    }
}
