package dev.pilotlight.twin.live;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything one run leaves on this machine: a directory, held by a file lock for as long as the run lives, with a list
 * of the processes it started. Closing it ends these processes and deletes the directory. After a run that was killed,
 * {@link #cleanLeftovers} does the same for it, guided by the lock and by the identity of each process; nothing else is
 * ever ended.
 */
public final class RunDirectory implements AutoCloseable {
    private static final String PREFIX = "run-";
    private static final String LOCK = "lock";
    private static final String OWNER = "owner";
    private static final String PROCESSES = "processes";

    /** The shell waits for a line before it becomes the command, so that no process runs unrecorded, come what may. */
    private static final String WAIT_TO_BE_RECORDED = "read -r recorded && exec \"$@\" </dev/null";

    private final Path path;
    private final FileChannel lock;
    private final List<Started> started = new ArrayList<>();
    private boolean closed;

    private RunDirectory(Path path, FileChannel lock) {
        this.path = path.toAbsolutePath();
        this.lock = lock;
    }

    /** Opens a new directory below the base, which is created where missing and readable by nobody else. */
    public static RunDirectory open(Path base) {
        return underBaseLock(base, () -> {
            Path path = createNext(base);
            // Before the lock: whoever finds the one must be able to tell whose it is.
            Files.writeString(path.resolve(OWNER), ProcessIdentity.own().toString());
            FileChannel lock = tryLock(path);
            if (lock == null) {
                throw new IOException("somebody else locked the new directory " + path);
            }
            return new RunDirectory(path, lock);
        });
    }

    /**
     * Ends and deletes what runs that are no more left behind.
     *
     * @return the directories that were deleted
     */
    public static List<Path> cleanLeftovers(Path base) {
        return underBaseLock(base, () -> {
            List<Path> cleaned = new ArrayList<>();
            for (Path directory : runs(base)) {
                if (clean(directory)) {
                    cleaned.add(directory);
                }
            }
            return cleaned;
        });
    }

    /** Where this run keeps its files. */
    public Path path() {
        return path;
    }

    /**
     * Starts a process that this run answers for. Of the environment it inherits only the search path.
     *
     * @param log receives its output and its errors
     * @throws IllegalStateException when the run is over
     */
    public synchronized Process start(
            List<String> command, Path workingDirectory, Map<String, String> environment, Path log) {
        if (closed) {
            throw new IllegalStateException("the run in " + path + " is over");
        }
        List<String> waiting = new ArrayList<>(List.of("/bin/sh", "-c", WAIT_TO_BE_RECORDED, "sh"));
        waiting.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(waiting)
                .directory(workingDirectory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().keySet().retainAll(Set.of("PATH"));
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            try {
                record(process, command);
                return process;
            } catch (IOException e) {
                process.destroyForcibly();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + command.getFirst(), e);
        }
    }

    /** Ends every process of this run with all that descend from it, and deletes the directory. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        started.reversed().forEach(Started::kill);
        try (lock) {
            FileTree.delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + path, e);
        }
    }

    private void record(Process process, List<String> command) throws IOException {
        ProcessIdentity identity = ProcessIdentity.of(process.pid())
                .orElseThrow(() -> new IOException(command.getFirst() + " ended before it began"));
        started.add(new Started(process, identity));
        Files.writeString(
                path.resolve(PROCESSES),
                identity + " " + String.join(" ", command).replace('\n', ' ') + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        try (OutputStream input = process.getOutputStream()) {
            input.write('\n');
        }
    }

    private static boolean clean(Path directory) throws IOException {
        if (ownedByThisProcess(directory)) {
            // Only opening its lock file and closing it again would release the lock (POSIX), so not even that.
            return false;
        }
        try (FileChannel lock = tryLock(directory)) {
            if (lock == null) {
                return false;
            }
            for (String line : linesOf(directory.resolve(PROCESSES))) {
                ProcessIdentity.parse(line).killWithDescendants();
            }
            FileTree.delete(directory);
            return true;
        }
    }

    private static boolean ownedByThisProcess(Path directory) throws IOException {
        return linesOf(directory.resolve(OWNER)).contains(ProcessIdentity.own().toString());
    }

    /** Whole lines only: a run that was killed while it wrote one had not let that process begin. */
    private static List<String> linesOf(Path file) throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        return Files.readString(file, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.matches("[0-9]+ \\S+( .*)?"))
                .toList();
    }

    private static @Nullable FileChannel tryLock(Path directory) throws IOException {
        FileChannel channel =
                FileChannel.open(directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (channel.tryLock() == null) {
            channel.close();
            return null;
        }
        return channel;
    }

    private static Path createNext(Path base) throws IOException {
        for (int number = 1; ; number++) {
            Path path = base.resolve(PREFIX + ProcessHandle.current().pid() + "-" + number);
            if (!Files.exists(path)) {
                return Files.createDirectory(path);
            }
        }
    }

    private static List<Path> runs(Path base) throws IOException {
        try (Stream<Path> entries = Files.list(base)) {
            return entries.filter(entry -> entry.getFileName().toString().startsWith(PREFIX))
                    .filter(Files::isDirectory)
                    .sorted()
                    .toList();
        }
    }

    /** Keeps opening and cleaning apart, between programs and within this one. */
    private static synchronized <T> T underBaseLock(Path base, Action<T> action) {
        try {
            FileTree.createPrivate(base);
            if (FileTree.othersMayWrite(base)) {
                throw new IOException("others may write there, and so name processes to end; take the right away");
            }
            try (FileChannel lock =
                    FileChannel.open(base.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                lock.lock();
                return action.run();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot work in " + base + ": " + e.getMessage(), e);
        }
    }

    private record Started(Process process, ProcessIdentity identity) {
        private void kill() {
            identity.killWithDescendants();
            ProcessIdentity.awaitNoticed(process, ProcessIdentity.KILL_LIMIT);
        }
    }

    @FunctionalInterface
    private interface Action<T> {
        T run() throws IOException;
    }
}
