package dev.pilotlight.cli.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code pilotlight demo} in a process of its own, whose signals are not ignored whoever started the tests. */
final class DemoProcess {
    private static final int LIMIT_SECONDS = 180;
    private static final int LOOK_MILLIS = 50;

    private final Process process;
    private final Path log;

    private DemoProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * Starts a demo.
     *
     * @param cache where it keeps its runs
     * @param log receives what it prints
     */
    static DemoProcess start(Path repository, Path cache, Path log, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "env",
                "--default-signal=INT",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx512m",
                "--enable-native-access=ALL-UNNAMED",
                "-Dpilotlight.home=" + repository,
                "-cp",
                System.getProperty("java.class.path"),
                "dev.pilotlight.cli.PilotLight",
                "demo"));
        command.addAll(List.of(options));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("XDG_CACHE_HOME", cache.toString());
        return new DemoProcess(builder.start(), log);
    }

    String printed() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it has printed something, or has ended. */
    void awaitLine(String text) throws InterruptedException {
        for (int look = 0; look < LIMIT_SECONDS * 1000 / LOOK_MILLIS; look++) {
            if (printed().contains(text) || !process.isAlive()) {
                return;
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }

    /** Presses Ctrl-C. */
    void interrupt() throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    }

    /** Kills it with no chance to clean up. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Waits for its end and returns its exit code; whatever hangs is killed and reads as -1. */
    int exit() throws InterruptedException {
        if (process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            return process.exitValue();
        }
        process.destroyForcibly().waitFor();
        return -1;
    }
}
