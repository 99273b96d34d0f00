package dev.pilotlight.shop;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Orders in PostgreSQL; every statement commits by itself. */
final class PostgresOrders implements Orders {
    private static final String COLUMNS = "SELECT id, item, quantity, placed_at FROM orders ";

    private final ConnectionPool pool;

    PostgresOrders(ConnectionPool pool) {
        this.pool = pool;
    }

    @Override
    public PlacedOrder place(Order order) {
        return pool.execute(connection -> {
            insert(connection, order);
            return find(connection, order.id())
                    .orElseThrow(() -> new SQLException("the order " + order.id() + " vanished after its commit"));
        });
    }

    @Override
    public Optional<PlacedOrder> find(UUID id) {
        return pool.execute(connection -> find(connection, id));
    }

    @Override
    public List<PlacedOrder> latest(int limit) {
        return pool.execute(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement(COLUMNS + "ORDER BY placed_at DESC, id LIMIT ?")) {
                statement.setInt(1, limit);
                return read(statement);
            }
        });
    }

    @Override
    public void beat() {
        pool.execute(connection -> {
            try (PreparedStatement statement = connection.prepareStatement("""
                    INSERT INTO heartbeat (id, beat_at) VALUES (1, clock_timestamp())
                    ON CONFLICT (id) DO UPDATE SET beat_at = excluded.beat_at""")) {
                statement.executeUpdate();
            }
            try (PreparedStatement statement =
                            connection.prepareStatement("SELECT beat_at FROM heartbeat WHERE id = 1");
                    ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    throw new SQLException("the heartbeat vanished after its commit");
                }
                return true;
            }
        });
    }

    private static void insert(Connection connection, Order order) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "INSERT INTO orders (id, item, quantity) VALUES (?, ?, ?) ON CONFLICT (id) DO NOTHING")) {
            statement.setObject(1, order.id());
            statement.setString(2, order.item());
            statement.setInt(3, order.quantity());
            statement.executeUpdate();
        }
    }

    private static Optional<PlacedOrder> find(Connection connection, UUID id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(COLUMNS + "WHERE id = ?")) {
            statement.setObject(1, id);
            return read(statement).stream().findFirst();
        }
    }

    private static List<PlacedOrder> read(PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            List<PlacedOrder> orders = new ArrayList<>();
            while (rows.next()) {
                Order order = new Order(rows.getObject(1, UUID.class), rows.getString(2), rows.getInt(3));
                orders.add(new PlacedOrder(
                        order, rows.getObject(4, OffsetDateTime.class).toInstant()));
            }
            return orders;
        }
    }
}
