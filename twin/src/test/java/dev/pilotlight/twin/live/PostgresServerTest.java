package dev.pilotlight.twin.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
class PostgresServerTest {
    private static final Path CACHE = Path.of("target", "live");
    private static final int EARLY = 20;
    private static final int LATE = 5;

    @TempDir
    private Path base;

    private RunDirectory run;
    private PostgresServer writer;
    private PostgresServer standby;
    private ReplicationRelay relay;

    @BeforeEach
    void aWriterAndItsStandby() throws Exception {
        run = RunDirectory.open(base);
        FreePorts ports = new FreePorts(17);
        writer = PostgresServer.initialise(run, PostgresBinaries.unpack(CACHE), ports, "east", "not-a-secret");
        standby = writer.copy("west");
        writer.start();
        relay = new ReplicationRelay(ports.reserve(), writer.port(), System::nanoTime);
        standby.follow(relay.port());
        standby.start();
        while (!writer.isFollowed()) {
            Thread.sleep(10);
        }
        writer.createDatabase("shop", "shop", "also-not-a-secret");
        try (Connection connection = writer.connect("shop");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE orders (id integer PRIMARY KEY)");
        }
    }

    @AfterEach
    void everythingEnds() {
        run.close();
        relay.close();
        assertThat(writer.status()).isEqualTo(PostgresServer.Status.STOPPED);
        assertThat(standby.status()).isEqualTo(PostgresServer.Status.STOPPED);
    }

    @Test
    @Tag("thorough")
    void aCopyOfTheStandbyBecomesAServerOfItsOwnAndTheStandbyGoesOn() throws Exception {
        insert(1, EARLY);
        awaitNoLag(new ReplicationLag(writer, standby));
        Path copy = standby.backUp("held-1");
        insert(EARLY + 1, LATE);

        PostgresServer restored = standby.another("drill");
        restored.restore(copy);
        awaitWriter(restored);
        assertThat(orders(restored)).as("what was there when the copy was made").hasSize(EARLY);
        try (Connection connection = restored.connect("shop");
                Statement statement = connection.createStatement()) {
            statement.execute("DELETE FROM orders");
        }
        awaitNoLag(new ReplicationLag(writer, standby));
        assertThat(orders(standby)).as("what the standby has").hasSize(EARLY + LATE);

        restored.destroy();
        assertThat(run.path().resolve("drill")).as("its data").doesNotExist();
    }

    private static void awaitWriter(PostgresServer server) throws InterruptedException {
        while (server.status() != PostgresServer.Status.WRITER) {
            Thread.sleep(10);
        }
    }

    @Test
    void aDisasterLosesExactlyWhatTheRelayHeldBack() throws Exception {
        assertThat(writer.status()).isEqualTo(PostgresServer.Status.WRITER);
        assertThat(standby.status()).isEqualTo(PostgresServer.Status.STANDBY);
        ReplicationLag lag = new ReplicationLag(writer, standby);
        insert(1, EARLY);
        awaitNoLag(lag);

        relay.delay(Duration.ofSeconds(2));
        insert(EARLY + 1, LATE);
        lag.measure();
        Thread.sleep(200);
        assertThat(lag.measure())
                .hasValueSatisfying(behind -> assertThat(behind).isPositive());
        relay.strike();
        writer.kill();
        assertThat(writer.status()).isEqualTo(PostgresServer.Status.STOPPED);
        assertThat(lag.measure()).isEqualTo(Optional.empty());

        assertThatThrownBy(() -> insert(standby, 1_000, 1)).hasMessageContaining("read-only");
        standby.promote();
        assertThat(standby.status()).isEqualTo(PostgresServer.Status.WRITER);
        assertThat(orders(standby)).hasSize(EARLY).doesNotContain(EARLY + 1);
        insert(standby, 1_000, 1);
        assertThat(orders(standby)).contains(1_000);
    }

    @Test
    @Tag("thorough")
    void aServerKeepsItsRowsWhenItIsStoppedAndStartedAgain() throws Exception {
        insert(1, EARLY);
        writer.stop();
        assertThat(writer.status()).isEqualTo(PostgresServer.Status.STOPPED);
        writer.start();
        assertThat(orders(writer)).hasSize(EARLY);
        standby.close();
        assertThat(standby.status()).isEqualTo(PostgresServer.Status.STOPPED);
    }

    @Test
    void nobodyGetsInWithoutThePassword() {
        assertThatThrownBy(() -> DriverManager.getConnection(writer.url("shop"), "postgres", "guessed")
                        .close())
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("password authentication failed");
    }

    private void insert(int first, int count) throws SQLException {
        insert(writer, first, count);
    }

    private static void insert(PostgresServer server, int first, int count) throws SQLException {
        try (Connection connection = server.connect("shop");
                PreparedStatement statement = connection.prepareStatement("INSERT INTO orders VALUES (?)")) {
            for (int id = first; id < first + count; id++) {
                statement.setInt(1, id);
                statement.executeUpdate();
            }
        }
    }

    private static List<Integer> orders(PostgresServer server) throws SQLException {
        try (Connection connection = server.connect("shop");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT array_agg(id ORDER BY id) FROM orders")) {
            row.next();
            return List.of((Integer[]) row.getArray(1).getArray());
        }
    }

    private static void awaitNoLag(ReplicationLag lag) throws InterruptedException {
        while (!lag.measure().equals(Optional.of(Duration.ZERO))) {
            Thread.sleep(10);
        }
    }
}
