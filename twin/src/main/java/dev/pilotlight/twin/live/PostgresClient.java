package dev.pilotlight.twin.live;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;

/** Talks to one server as its superuser, over a new connection each time: a server may be gone at any moment. */
record PostgresClient(int port, String password) {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(2);

    /** The JDBC address of one of the server's databases. */
    String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** Opens a connection on which no answer may take longer than the limit. */
    Connection connect(String database, Duration limit) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", PostgresServer.SUPERUSER);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", Long.toString(CONNECT_LIMIT.toSeconds()));
        properties.setProperty("socketTimeout", Long.toString(limit.toSeconds()));
        properties.setProperty("sslmode", "disable");
        properties.setProperty("gssEncMode", "disable");
        return DriverManager.getConnection(url(database), properties);
    }

    /** Asks a question that has a yes or a no for an answer. */
    boolean holds(String question, Duration limit) throws SQLException {
        try (Connection connection = connect("postgres", limit);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(question)) {
            return row.next() && row.getBoolean(1);
        }
    }

    void execute(String command, Duration limit) throws SQLException {
        try (Connection connection = connect("postgres", limit);
                Statement statement = connection.createStatement()) {
            statement.execute(command);
        }
    }

    /** A name as SQL writes it. */
    static String identifier(String text) {
        return "\"" + text.replace("\"", "\"\"") + "\"";
    }

    /** A text as SQL writes it. */
    static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
