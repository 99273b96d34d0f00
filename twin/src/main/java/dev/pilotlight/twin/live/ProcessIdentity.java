package dev.pilotlight.twin.live;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One process of this machine. The moment it started tells it apart from any other that has had or will have the same
 * number.
 *
 * @param pid its number
 * @param startedAt a text without spaces that is equal for the same process only
 */
record ProcessIdentity(long pid, String startedAt) {
    /** Where the start time lies in {@code /proc/<pid>/stat}, counted after the parenthesised name. */
    private static final int START_TIME = 19;

    static final Duration KILL_LIMIT = Duration.ofSeconds(5);
    private static final Duration POLL = Duration.ofMillis(2);

    ProcessIdentity {
        if (pid < 1 || startedAt.isBlank() || startedAt.contains(" ")) {
            throw new IllegalArgumentException("not a process: pid " + pid + ", started at '" + startedAt + "'");
        }
    }

    /** Who has this number now; empty when nobody has. */
    static Optional<ProcessIdentity> of(long pid) {
        return startOf(pid).map(start -> new ProcessIdentity(pid, start));
    }

    /** Who runs this code. */
    static ProcessIdentity own() {
        return of(ProcessHandle.current().pid())
                .orElseThrow(() -> new IllegalStateException("the operating system does not know this process"));
    }

    /** Reads what {@link #toString} wrote. */
    static ProcessIdentity parse(String text) {
        List<String> parts = List.of(text.strip().split(" ", 3));
        if (parts.size() < 2) {
            throw new IllegalArgumentException("'" + text + "' names no process");
        }
        return new ProcessIdentity(Long.parseLong(parts.get(0)), parts.get(1));
    }

    boolean runs() {
        return of(pid).filter(this::equals).isPresent();
    }

    /** Kills this process and all that descend from it, and nothing when the number belongs to somebody else now. */
    void killWithDescendants() {
        if (!runs()) {
            return;
        }
        List<ProcessIdentity> family =
                Stream.concat(Stream.of(this), descendants().stream()).toList();
        family.forEach(ProcessIdentity::kill);
        // There is nothing stronger than SIGKILL to send, so whoever outlasts this is the kernel's.
        family.forEach(member -> member.awaitEnd(KILL_LIMIT));
    }

    List<ProcessIdentity> descendants() {
        return ProcessHandle.of(pid).stream()
                .flatMap(ProcessHandle::descendants)
                .flatMap(descendant -> of(descendant.pid()).stream())
                .toList();
    }

    /**
     * Waits until the process is no more. One that only its parent has not noticed yet counts as gone, which
     * {@link ProcessHandle#onExit} would wait for, a second at a time.
     *
     * @return whether it ended within the limit
     */
    boolean awaitEnd(Duration limit) {
        long polls = limit.dividedBy(POLL);
        for (long poll = 0; runs(); poll++) {
            if (poll >= polls) {
                return false;
            }
            try {
                Thread.sleep(POLL);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return !runs();
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return pid + " " + startedAt;
    }

    /**
     * Waits until Java, too, knows that a child has ended: a little later than the operating system.
     *
     * @return whether it ended within the limit
     */
    static boolean awaitNoticed(Process child, Duration limit) {
        try {
            return child.waitFor(limit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return !child.isAlive();
        }
    }

    private void kill() {
        if (runs()) {
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    private static Optional<String> startOf(long pid) {
        Path stat = Path.of("/proc", Long.toString(pid), "stat");
        if (!Files.isDirectory(Path.of("/proc/self"))) {
            return ProcessHandle.of(pid)
                    .flatMap(handle -> handle.info().startInstant())
                    .map(Object::toString);
        }
        try {
            // Java computes its start instant from the clock's idea of the boot time, which moves; ticks do not.
            String line = Files.readString(stat);
            String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", START_TIME + 2);
            return fields[0].equals("Z") ? Optional.empty() : Optional.of(bootId() + "/" + fields[START_TIME]);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String bootId() throws IOException {
        return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
    }
}
