package dev.pilotlight.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilotlight.rehearsal.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Demos side by side: one is left alone, another is killed in the middle, and the one that comes after it is
 * interrupted.
 */
@Tag("thorough")
class DisturbedDemoTest {
    private static final Path REPOSITORY = Repository.around(Path.of("")).root();

    @TempDir
    private static Path directory;

    private static DemoProcess failover;
    private static DemoProcess next;
    private static int failoverExit;
    private static int interruptedExit;
    private static List<String> leftByTheKilledOne;
    private static List<String> leftInTheEnd;

    @BeforeAll
    static void playThem() throws IOException, InterruptedException {
        Path cache = directory.resolve("cache");
        failover = demo("failover");
        failover.awaitLine("The front door is");
        DemoProcess killed = demo("killed");
        killed.awaitLine("The front door is");
        killed.kill();
        leftByTheKilledOne = processesIn(cache);
        next = demo("next");
        next.awaitLine("The front door is");
        next.interrupt();
        interruptedExit = next.exit();
        failoverExit = failover.exit();
        leftInTheEnd = processesIn(cache);
    }

    @Test
    void theOneThatIsLeftAloneFailsOver() {
        assertThat(failoverExit).as(failover.printed()).isZero();
    }

    @Test
    void aKilledDemoLeavesProcessesThatTheNextOneEnds() {
        assertThat(leftByTheKilledOne).isNotEmpty();
        assertThat(next.printed()).contains("Cleaned up after an earlier run");
    }

    @Test
    void anInterruptedDemoLeavesNothing() throws IOException {
        assertThat(interruptedExit).as(next.printed()).isEqualTo(130);
        assertThat(leftInTheEnd).isEmpty();
        try (Stream<Path> runs = Files.list(directory.resolve("cache/pilotlight/runs"))) {
            assertThat(runs.filter(Files::isDirectory)).isEmpty();
        }
    }

    private static DemoProcess demo(String name, String... options) throws IOException {
        return DemoProcess.start(REPOSITORY, directory.resolve("cache"), directory.resolve(name + ".log"), options);
    }

    /** The command lines of all processes that belong to a demo of this test. */
    private static List<String> processesIn(Path cache) throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            for (Path process : processes.toList()) {
                if (process.getFileName().toString().matches("[0-9]+")) {
                    String command = commandLine(process);
                    if (command.contains(cache + "/pilotlight/runs/")) {
                        found.add(command);
                    }
                }
            }
        }
        return found;
    }

    private static String commandLine(Path process) {
        try {
            return Files.readString(process.resolve("cmdline")).replace('\0', ' ');
        } catch (IOException e) {
            return "";
        }
    }
}
