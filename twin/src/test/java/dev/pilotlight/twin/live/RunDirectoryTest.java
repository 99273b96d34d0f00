package dev.pilotlight.twin.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunDirectoryTest {
    @TempDir
    private Path base;

    private final Process stranger = startStranger();

    @AfterEach
    void endTheStranger() {
        stranger.destroyForcibly();
    }

    @Test
    void closingEndsItsProcessesWithTheirChildrenAndNobodyElses() throws Exception {
        RunDirectory run = RunDirectory.open(base);
        Process sleeper = start(run, "sleep", "600");
        Process parent = start(run, "/bin/sh", "-c", "sleep 600 & echo $! > child; wait");
        Path child = run.path().resolve("child");
        while (!Files.exists(child) || Files.readString(child).isBlank()) {
            Thread.onSpinWait();
        }
        long childPid = Long.parseLong(Files.readString(child).strip());

        run.close();

        assertThat(sleeper.isAlive()).isFalse();
        assertThat(parent.isAlive()).isFalse();
        assertThat(ProcessIdentity.of(childPid)).isEmpty();
        assertThat(stranger.isAlive()).isTrue();
        assertThat(run.path()).doesNotExist();
        run.close();
    }

    @Test
    void nothingStartsAfterTheEnd() {
        RunDirectory run = RunDirectory.open(base);
        run.close();
        assertThatThrownBy(() -> start(run, "sleep", "600")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aProcessSeesOnlyTheEnvironmentItWasGiven() throws Exception {
        try (RunDirectory run = RunDirectory.open(base)) {
            Path log = run.path().resolve("log");
            run.start(List.of("env"), run.path(), Map.of("AWS_REGION", "us-west-2"), log)
                    .waitFor();
            assertThat(Files.readAllLines(log))
                    .contains("AWS_REGION=us-west-2")
                    .noneMatch(line -> line.startsWith("HOME="));
        }
    }

    @Test
    void aLivingRunIsLeftAlone() {
        try (RunDirectory run = RunDirectory.open(base)) {
            Process sleeper = start(run, "sleep", "600");
            assertThat(RunDirectory.cleanLeftovers(base)).isEmpty();
            assertThat(sleeper.isAlive()).isTrue();
            assertThat(run.path()).exists();
        }
    }

    @Test
    void aRunThatAnotherProgramStillHoldsIsLeftAlone() throws Exception {
        Path abandoned = abandon(ProcessIdentity.of(stranger.pid()).orElseThrow());
        Process holder = holdLock(abandoned.resolve("lock"));
        try {
            assertThat(RunDirectory.cleanLeftovers(base)).isEmpty();
            assertThat(stranger.isAlive()).isTrue();
        } finally {
            holder.destroyForcibly().waitFor();
        }
        assertThat(RunDirectory.cleanLeftovers(base)).containsExactly(abandoned);
    }

    @Test
    void theProcessesOfAKilledRunAreEnded() throws Exception {
        Path abandoned = abandon(ProcessIdentity.of(stranger.pid()).orElseThrow());
        assertThat(RunDirectory.cleanLeftovers(base)).containsExactly(abandoned);
        assertThat(stranger.waitFor()).isEqualTo(137);
        assertThat(abandoned).doesNotExist();
    }

    @Test
    void aProcessThatOnlyHasTheSameNumberIsLeftAlone() throws Exception {
        ProcessIdentity gone = new ProcessIdentity(stranger.pid(), "another-boot/12345");
        assertThat(RunDirectory.cleanLeftovers(base)).isEmpty();
        Path abandoned = abandon(gone);
        assertThat(RunDirectory.cleanLeftovers(base)).containsExactly(abandoned);
        assertThat(stranger.isAlive()).isTrue();
    }

    @Test
    void aLineThatWasNeverFinishedNamesNobody() throws Exception {
        Path abandoned = abandon(new ProcessIdentity(stranger.pid(), "another-boot/12345"));
        Files.writeString(abandoned.resolve("processes"), "4711", StandardOpenOption.APPEND);
        assertThat(RunDirectory.cleanLeftovers(base)).containsExactly(abandoned);
    }

    @Test
    void otherFilesInTheBaseStayWhereTheyAre() throws Exception {
        Path other = Files.createDirectory(base.resolve("precious"));
        RunDirectory.cleanLeftovers(base);
        assertThat(other).exists();
    }

    @Test
    void aBaseThatOthersMayWriteToIsRefused() throws Exception {
        Files.setPosixFilePermissions(base, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThatThrownBy(() -> RunDirectory.cleanLeftovers(base))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("others may write");
    }

    /** What a killed run leaves: a directory whose lock nobody holds. */
    private Path abandon(ProcessIdentity process) throws IOException {
        Path directory = Files.createDirectory(base.resolve("run-1-1"));
        Files.writeString(directory.resolve("owner"), new ProcessIdentity(1, "another-boot/1").toString());
        Files.writeString(directory.resolve("processes"), process + " sleep 600\n");
        return directory;
    }

    /** Another program that holds a lock; within this one the operating system would not tell the two apart. */
    private static Process holdLock(Path lock) throws IOException {
        Path program = lock.resolveSibling("Holder.java");
        Files.writeString(program, """
                import java.nio.channels.FileChannel;
                import java.nio.file.*;
                class Holder {
                    public static void main(String[] arguments) throws Exception {
                        var options = new StandardOpenOption[] {StandardOpenOption.CREATE, StandardOpenOption.WRITE};
                        FileChannel.open(Path.of(arguments[0]), options).lock();
                        System.out.println("locked");
                        Thread.sleep(600_000);
                    }
                }
                """);
        String java = ProcessHandle.current().info().command().orElseThrow();
        Process holder = new ProcessBuilder(java, program.toString(), lock.toString()).start();
        assertThat(holder.inputReader().readLine()).isEqualTo("locked");
        return holder;
    }

    private static Process start(RunDirectory run, String... command) {
        return run.start(List.of(command), run.path(), Map.of(), run.path().resolve("log"));
    }

    private static Process startStranger() {
        try {
            return new ProcessBuilder("sleep", "600").start();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
