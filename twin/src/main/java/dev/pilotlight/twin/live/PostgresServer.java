package dev.pilotlight.twin.live;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One real PostgreSQL server on the loopback address, which takes the part of an Aurora cluster: a writer, or a standby
 * that replays a writer's stream until it is promoted. Methods that talk to the server throw {@link SQLException} when
 * it does not answer; those that wait give up after some seconds.
 */
public final class PostgresServer implements AutoCloseable {
    /** The superuser of every server. */
    public static final String SUPERUSER = "postgres";

    private static final Duration QUICK = Duration.ofSeconds(2);
    private static final Duration PATIENT = Duration.ofSeconds(70);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
    private static final Duration QUIT_LIMIT = Duration.ofSeconds(3);
    private static final Duration PROGRAM_LIMIT = Duration.ofSeconds(60);
    private static final int POLLS = 1_000;
    private static final long POLL_MILLIS = 20;

    private final Origin origin;
    private final String name;
    private volatile FreePorts.Reservation port;
    private @Nullable Process postmaster;

    private PostgresServer(Origin origin, String name) {
        this.origin = origin;
        this.name = name;
        this.port = origin.ports.reserve();
    }

    /** What the servers of one global database have in common. */
    private record Origin(
            RunDirectory run,
            PostgresBinaries binaries,
            PostgresSandbox sandbox,
            FreePorts ports,
            String password,
            AtomicInteger names) {}

    /** How a server is doing. */
    public enum Status {
        /** No process. */
        STOPPED,
        /** A process that takes no connections: it starts, stops, or hangs. */
        UNREACHABLE,
        /** Answers, and replays what another server writes. */
        STANDBY,
        /** Answers, and accepts writes. */
        WRITER
    }

    /**
     * Makes a database cluster of its own, not yet started. It has its own system identifier, so that a standby of
     * another run that should ever reach its port is turned away.
     *
     * @param name names its files in the run directory
     * @param password the superuser's; any local user can reach the port, so it should not be guessable
     */
    public static PostgresServer initialise(
            RunDirectory run, PostgresBinaries binaries, FreePorts ports, String name, String password) {
        Origin origin =
                new Origin(run, binaries, PostgresSandbox.detect(run.path()), ports, password, new AtomicInteger());
        PostgresServer server = new PostgresServer(origin, name);
        server.initialiseData();
        return server;
    }

    /** Copies a cluster that has not been started yet, so that the copy can follow it. */
    public PostgresServer copy(String copyName) {
        if (postmaster != null) {
            throw new IllegalStateException("the data of " + name + " can only be copied before its first start");
        }
        PostgresServer copy = new PostgresServer(origin, copyName);
        try {
            FileTree.copy(data(), copy.data());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot copy " + data(), e);
        }
        return copy;
    }

    /** A name that no server and no copy of this global database has had. */
    String unusedName(String stem) {
        return stem + "-" + origin.names.incrementAndGet();
    }

    /** Another server of the same global database, with a port of its own and no data yet. */
    public PostgresServer another(String otherName) {
        return new PostgresServer(origin, otherName);
    }

    /**
     * Becomes a standby of a writer that is running: whatever this server held is replaced by a {@link BaseBackup} of
     * the writer. Returns when it takes connections.
     */
    public void rebuildFrom(PostgresServer writer) throws SQLException {
        stop();
        try {
            FileTree.delete(data());
            writer.backUpTo(data());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot copy the data of " + writer.name + " for " + name, e);
        }
        follow(writer.port());
        start();
    }

    private void backUpTo(Path target) throws SQLException, IOException {
        try (Connection connection = connect("postgres")) {
            BaseBackup.take(connection, data(), target);
        }
    }

    /**
     * Keeps a copy of everything this running server, a writer or a standby, holds now.
     *
     * @param copyName names its directory beside those of the servers
     * @return where it is
     */
    Path backUp(String copyName) throws SQLException {
        Path target = origin.run.path().resolve(copyName);
        try (Connection connection = connect("postgres")) {
            BaseBackup.takeWithLog(connection, data(), target);
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot copy the data of " + name, e);
        }
    }

    /** Begins, without any data yet, with what such a copy holds, and takes writes soon after this returns. */
    void restore(Path backup) {
        try {
            FileTree.copy(backup, data());
            // The copy has all of its log: there is no archive to ask for more.
            Files.writeString(
                    data().resolve("postgresql.auto.conf"),
                    "primary_conninfo = ''\nrestore_command = 'false'\n",
                    StandardOpenOption.APPEND);
            Files.createFile(data().resolve("recovery.signal"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot restore " + name, e);
        }
        start();
    }

    /** Ends the server for good, with all it holds. */
    void destroy() {
        close();
        try {
            FileTree.delete(data());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + data(), e);
        }
    }

    /** Goes on under another port, as a cluster that was renamed has another endpoint. */
    public void moveToAnotherPort() {
        boolean running = status() != Status.STOPPED;
        stop();
        port = origin.ports.reserve();
        if (running) {
            start();
        }
    }

    /** Makes this server, before its start, a standby of the writer that is reached through the given local port. */
    public void follow(int writerPort) {
        String source =
                "host=127.0.0.1 port=%d user=%s password=%s application_name=%s sslmode=disable gssencmode=disable"
                        .formatted(writerPort, SUPERUSER, origin.password, name);
        try {
            Files.createFile(data().resolve("standby.signal"));
            Files.writeString(
                    data().resolve("postgresql.auto.conf"),
                    "primary_conninfo = '" + source + "'\n",
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make " + name + " a standby", e);
        }
    }

    /** Starts the server and returns when it takes connections. */
    public void start() {
        List<String> command = origin.sandbox.command(
                List.of(program("postgres"), "-D", data().toString(), "-p", Integer.toString(port.release())));
        Process process = origin.run.start(command, origin.run.path(), Map.of(), log());
        postmaster = process;
        for (int poll = 0; poll < POLLS && process.isAlive(); poll++) {
            if (status() != Status.UNREACHABLE) {
                return;
            }
            pause();
        }
        throw new IllegalStateException("PostgreSQL " + name + " does not start: " + lastLines());
    }

    /** The local port it listens on. */
    public int port() {
        return port.port();
    }

    /** The JDBC address of one of its databases. */
    public String url(String database) {
        return client().url(database);
    }

    public Status status() {
        Process process = postmaster;
        if (process == null || !process.isAlive()) {
            return Status.STOPPED;
        }
        try {
            return client().holds("SELECT pg_is_in_recovery()", QUICK) ? Status.STANDBY : Status.WRITER;
        } catch (SQLException e) {
            return Status.UNREACHABLE;
        }
    }

    /** Whether a standby is following this server at this moment. */
    public boolean isFollowed() throws SQLException {
        return client().holds("SELECT count(*) > 0 FROM pg_stat_replication WHERE state = 'streaming'", QUICK);
    }

    /** Creates a database with an owner who may log in but has no rights beyond it. */
    public void createDatabase(String database, String owner, String password) throws SQLException {
        String role = PostgresClient.identifier(owner);
        client().execute("CREATE ROLE " + role + " LOGIN PASSWORD " + PostgresClient.literal(password), PATIENT);
        client().execute("CREATE DATABASE " + PostgresClient.identifier(database) + " OWNER " + role, PATIENT);
    }

    /** Makes a standby a writer, once it has replayed all that it received; returns when it is one. */
    public void promote() throws SQLException {
        if (!client().holds("SELECT pg_promote(true, 60)", PATIENT)) {
            throw new SQLException("PostgreSQL " + name + " was not promoted within 60 s");
        }
    }

    /** Opens a connection to one of its databases as the superuser. */
    public Connection connect(String database) throws SQLException {
        return client().connect(database, PATIENT);
    }

    /** Kills the server and its children as a disaster would, with no chance to say goodbye. */
    public void kill() {
        Process process = postmaster;
        if (process != null) {
            ProcessIdentity.of(process.pid())
                    .filter(identity -> process.isAlive())
                    .ifPresent(ProcessIdentity::killWithDescendants);
            ProcessIdentity.awaitNoticed(process, ProcessIdentity.KILL_LIMIT);
        }
    }

    /** Stops the server in order: open transactions are rolled back, everything else is kept. */
    public void stop() {
        end("INT", STOP_LIMIT);
    }

    /** Ends the server at once; what it leaves in memory is cleaned up. */
    @Override
    public void close() {
        end("QUIT", QUIT_LIMIT);
        port.close();
    }

    private void end(String signal, Duration patience) {
        Process process = postmaster;
        if (process == null || !process.isAlive()) {
            return;
        }
        List<ProcessIdentity> children = ProcessIdentity.of(process.pid()).stream()
                .flatMap(server -> server.descendants().stream())
                .toList();
        send(signal, process.pid());
        if (!ProcessIdentity.awaitNoticed(process, patience)) {
            kill();
        }
        children.forEach(child -> child.awaitEnd(patience));
    }

    private void initialiseData() {
        Path passwordFile = origin.run.path().resolve(name + ".password");
        try {
            Files.writeString(passwordFile, origin.password);
            List<String> command = new ArrayList<>(List.of(
                    program("initdb"),
                    "--pgdata=" + data(),
                    "--username=" + SUPERUSER,
                    "--pwfile=" + passwordFile,
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--locale=C",
                    "--wal-segsize=1",
                    "--no-sync",
                    "--no-instructions"));
            PostgresSettings.SMALL.forEach((key, value) -> command.add("--set=" + key + "=" + value));
            Process process =
                    origin.run.start(origin.sandbox.command(command), origin.run.path(), Map.of("TZ", "UTC"), log());
            if (exit(process) != 0) {
                throw new IllegalStateException("initdb failed: " + lastLines());
            }
            Files.delete(passwordFile);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot prepare the data of " + name, e);
        }
    }

    private PostgresClient client() {
        return new PostgresClient(port(), origin.password);
    }

    private Path data() {
        return origin.run.path().resolve(name);
    }

    private Path log() {
        return origin.run.path().resolve(name + ".log");
    }

    private String program(String program) {
        return origin.binaries.program(program).toString();
    }

    private String lastLines() {
        try {
            List<String> lines = Files.exists(log()) ? Files.readAllLines(log()) : List.of();
            return String.join(" | ", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
        } catch (IOException e) {
            return "its log " + log() + " cannot be read";
        }
    }

    private static void send(String signal, long pid) {
        try {
            exit(new ProcessBuilder("/bin/sh", "-c", "kill -" + signal + " " + pid).start());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot send SIG" + signal, e);
        }
    }

    /** Waits for a short program's end. */
    private static int exit(Process process) {
        try {
            if (process.waitFor(PROGRAM_LIMIT)) {
                return process.exitValue();
            }
            process.destroyForcibly();
            throw new IllegalStateException("process " + process.pid() + " did not end within " + PROGRAM_LIMIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
            throw new IllegalStateException("interrupted while PostgreSQL works", e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while PostgreSQL starts", e);
        }
    }
}
