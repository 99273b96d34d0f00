package dev.pilotlight.rehearsal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.twin.live.FreePorts;
import dev.pilotlight.twin.live.ImageArtifact;
import dev.pilotlight.twin.live.LiveApplication;
import dev.pilotlight.twin.live.LiveDatabase;
import dev.pilotlight.twin.live.LiveHypervisor;
import dev.pilotlight.twin.live.PostgresBinaries;
import dev.pilotlight.twin.live.PostgresServer;
import dev.pilotlight.twin.live.ReplicationRelay;
import dev.pilotlight.twin.live.RunDirectory;
import dev.pilotlight.twin.physics.Outages;
import dev.pilotlight.twin.physics.Physics;
import dev.pilotlight.twin.service.ec2.InstanceLaunch;
import dev.pilotlight.twin.time.RealTimeline;
import dev.pilotlight.twin.wire.LoopbackServer;
import dev.pilotlight.twin.world.FrontDoor;
import dev.pilotlight.twin.world.Nature;
import dev.pilotlight.twin.world.Twin;
import dev.pilotlight.twin.world.Walkthrough;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The walk-through on this machine: PostgreSQL servers, shop processes, image files, and the twin's AWS between them on
 * a loopback port. Closing it ends everything it started.
 */
public final class LiveStage implements AutoCloseable {
    private static final String DATABASE = "shop";
    private static final String DRILL = "pilotlight:drill";
    private static final String DRILL_ENDPOINT = "pilotlight:endpoint:orders";
    private static final Duration A_MOMENT = Duration.ofSeconds(1);
    private static final Duration FOLLOW_LIMIT = Duration.ofSeconds(20);
    private static final Set<String> SILENT_IN_A_DISASTER = Set.of("ec2", "rds", "s3");

    private final Deque<AutoCloseable> open = new ConcurrentLinkedDeque<>();
    private final RealTimeline timeline;
    private final Consumer<Throwable> onFailure;
    private final FreePorts ports;
    private final String password;
    private final PostgresServer writer;
    private final PostgresServer reader;
    private final ReplicationRelay relay;
    private final LiveHypervisor hypervisor;
    private final LiveDatabase readerDatabase;
    private volatile PostgresServer home;
    private final Stage stage;
    private final LoopbackServer frontDoor;
    private final FrontDoor visitors;
    private @Nullable LoopbackServer endpoint;

    /**
     * What a live stage needs to know.
     *
     * @param cache where PostgreSQL's programs are unpacked once
     * @param imageContent the directory an instance's image is made of
     * @param java the Java program of the shop's processes
     * @param processId of this program, so that two of them side by side use different ports
     * @param password of the databases; random
     * @param replicationLag how long bytes travel between the Regions
     * @param imageBytesPerSecond how fast an image travels between the Regions
     * @param tempo how often the twin's watchers look
     */
    public record Setting(
            Path cache,
            Path imageContent,
            Path java,
            long processId,
            String password,
            Duration replicationLag,
            long imageBytesPerSecond,
            Nature.Tempo tempo) {}

    private LiveStage(
            Repository repository, ObjectNode plan, Setting setting, RunDirectory run, Consumer<Throwable> onFailure)
            throws IOException, SQLException, InterruptedException {
        this.timeline = new RealTimeline(InstantSource.system(), onFailure);
        this.onFailure = onFailure;
        this.ports = new FreePorts(setting.processId());
        this.password = setting.password();
        PostgresBinaries binaries = PostgresBinaries.unpack(setting.cache());
        this.writer = opened(PostgresServer.initialise(run, binaries, ports, "east", password));
        this.home = writer;
        this.reader = opened(writer.copy("west"));
        writer.start();
        this.relay = opened(new ReplicationRelay(ports.reserve(), writer.port(), System::nanoTime));
        startReader(setting.replicationLag());
        this.hypervisor = new LiveHypervisor(
                timeline, run, ports, setting.java(), setting.imageBytesPerSecond(), this::environment);
        LiveDatabase writerDatabase = opened(LiveDatabase.writer(timeline, writer));
        this.readerDatabase = opened(LiveDatabase.reader(timeline, reader, writer));
        LiveApplication application = opened(new LiveApplication(hypervisor));
        Nature nature = new Nature(
                physics(),
                new Outages(),
                hypervisor,
                twin -> application,
                writerDatabase,
                readerDatabase,
                LiveDatabase.secondaries(timeline, this::added),
                setting.tempo());
        Twin twin = new Twin(timeline, nature, List.of());
        this.endpoint = opened(LoopbackServer.start(0, twin.front()::handle));
        ImageArtifact image =
                ImageArtifact.create(setting.imageContent(), run.path().resolve("shop-base.image"));
        this.stage = Stage.set(
                repository, plan, twin, opened(new LoopbackClients(endpoint())).clients(), hypervisor.image(image));
        this.visitors = new FrontDoor(Walkthrough.SHOP, twin::resolve, twin.internet(), timeline::now);
        this.frontDoor = opened(LoopbackServer.start(0, visitors));
    }

    /**
     * Starts everything.
     *
     * @param run answers for every process and file; closing it ends them even when this method fails half-way
     * @param onFailure told about every part of the twin that fails in the background
     */
    public static LiveStage start(
            Repository repository, ObjectNode plan, Setting setting, RunDirectory run, Consumer<Throwable> onFailure)
            throws IOException, SQLException, InterruptedException {
        return new LiveStage(repository, plan, setting, run, onFailure);
    }

    public Stage stage() {
        return stage;
    }

    /** Where a visitor's browser goes. */
    public URI frontDoor() {
        return URI.create("http://127.0.0.1:" + frontDoor.port() + "/");
    }

    /** The name the front door leads to at this moment. */
    public String servedBy() {
        return visitors.target();
    }

    /** Where the twin's AWS listens. */
    public URI endpoint() {
        if (endpoint == null) {
            throw new IllegalStateException("the twin does not listen yet");
        }
        return URI.create("http://127.0.0.1:" + endpoint.port());
    }

    public PostgresServer writer() {
        return writer;
    }

    public PostgresServer reader() {
        return reader;
    }

    /** How long the recovery database's promotion took, once there was one. */
    public Optional<Duration> promotionTook() {
        return readerDatabase.promotionTook();
    }

    /** How long the slowest instance of the recovery Region took from its launch to three passed checks. */
    public Optional<Duration> bootTook() {
        return hypervisor.bootTook(Walkthrough.RECOVERY);
    }

    /** How far the image that is being copied is, in percent; empty while none is. */
    public OptionalInt copying() {
        return hypervisor.copying();
    }

    /** The newest copy of an image, once it is complete. */
    public Optional<ImageArtifact> copiedImage() {
        return hypervisor.lastCopy();
    }

    /** When the alarm that starts the failover last changed its state. */
    public Instant alarmedAt() {
        Twin twin = stage.twin();
        return twin.front()
                .exclusively(() -> twin.cloudWatch().state(Walkthrough.PRIMARY, Walkthrough.ALARM))
                .orElseThrow()
                .since();
    }

    /** Sets health check, alarm and metrics to work; the shop must be open by now. */
    public void watch() {
        Walkthrough.watch(stage.twin());
    }

    /** Kills the primary Region's database and site, cuts the replication and silences the Region's services. */
    public void strike() {
        stage.twin().strike(Walkthrough.PRIMARY, SILENT_IN_A_DISASTER);
        relay.strike();
        writer.kill();
        hypervisor.killAll(Walkthrough.PRIMARY);
    }

    /** The primary Region is gone altogether, with its alarms and events. */
    public void swallow() {
        stage.twin().swallow(Walkthrough.PRIMARY);
        relay.strike();
        writer.kill();
        hypervisor.killAll(Walkthrough.PRIMARY);
    }

    /**
     * The Region is repaired: its services answer, and its old database is back with what it held.
     *
     * @return the orders that the old database has and the serving one has not
     */
    public List<String> repair() throws SQLException {
        writer.start();
        List<String> stranded = onlyInTheOldPrimary(reader);
        stage.twin().heal(Walkthrough.PRIMARY);
        return stranded;
    }

    /** The server of the cluster that has the primary cluster's name now. */
    public PostgresServer home() {
        return home;
    }

    private void added(String clusterArn, PostgresServer server) {
        opened(server);
        if (clusterArn.equals(Walkthrough.PRIMARY_CLUSTER)) {
            home = server;
        }
    }

    /** The orders that the old primary has and the database that serves now has not. */
    public List<String> onlyInTheOldPrimary(PostgresServer serving) throws SQLException {
        Set<String> there = orders(serving);
        return orders(writer).stream()
                .filter(order -> !there.contains(order))
                .sorted()
                .toList();
    }

    /** Which of these orders the recovery Region's database does not have. */
    public List<String> missing(List<String> orders) throws SQLException {
        return missing(orders, reader);
    }

    /** Which of these orders a database does not have. */
    public List<String> missing(List<String> orders, PostgresServer server) throws SQLException {
        Set<String> present = orders(server);
        return orders.stream().filter(order -> !present.contains(order)).toList();
    }

    private static Set<String> orders(PostgresServer server) throws SQLException {
        Set<String> present = new HashSet<>();
        try (var connection = server.connect(DATABASE);
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT id FROM orders")) {
            while (rows.next()) {
                present.add(rows.getString(1));
            }
        }
        return present;
    }

    @Override
    public void close() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                // The run directory, closed after this, ends whatever a part left behind.
                onFailure.accept(e);
            }
        }
    }

    private void startReader(Duration replicationLag) throws SQLException, InterruptedException {
        reader.follow(relay.port());
        reader.start();
        long deadline = System.nanoTime() + FOLLOW_LIMIT.toNanos();
        while (!writer.isFollowed()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("the standby does not follow the writer within " + FOLLOW_LIMIT);
            }
            Thread.sleep(20);
        }
        writer.createDatabase(DATABASE, DATABASE, password);
        relay.delay(replicationLag);
    }

    private Map<String, String> environment(InstanceLaunch launch) {
        return launch.tags().containsKey(DRILL) ? cutOff(launch) : connected(launch.region());
    }

    /** An instance of a drill reaches no service: its own tags tell it where its database is. */
    private Map<String, String> cutOff(InstanceLaunch launch) {
        return Map.of(
                "AWS_REGION",
                launch.region(),
                "SHOP_DATABASE_ENDPOINT",
                launch.tags().getOrDefault(DRILL_ENDPOINT, ""),
                "SHOP_PASSWORD",
                password);
    }

    private Map<String, String> connected(String region) {
        return Map.of(
                "AWS_REGION",
                region,
                "AWS_ENDPOINT_URL",
                endpoint().toString(),
                "AWS_ACCESS_KEY_ID",
                "shop",
                "AWS_SECRET_ACCESS_KEY",
                "no-secret-in-a-twin",
                "SHOP_PASSWORD",
                password);
    }

    private static Physics physics() {
        return Physics.defaults()
                .withLatency(Duration.ZERO)
                .withColdStart(Duration.ZERO)
                .withCompute(compute -> compute.withVisibleAfter(Duration.ZERO))
                .withDatabase(database -> database.withLags(Duration.ZERO, Duration.ZERO, Duration.ZERO)
                        .withRestoration(A_MOMENT, A_MOMENT)
                        .withBuilding(A_MOMENT, A_MOMENT, A_MOMENT))
                .withBalancing(new Physics.Balancing(Duration.ofMillis(200), Duration.ofSeconds(1)));
    }

    private <T extends AutoCloseable> T opened(T part) {
        open.push(part);
        return part;
    }
}
