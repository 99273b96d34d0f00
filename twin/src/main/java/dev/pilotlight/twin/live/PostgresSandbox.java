package dev.pilotlight.twin.live;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How PostgreSQL is started on this machine: in a user namespace of its own, as it refuses to run as root, and with an
 * IPC namespace of its own, so that a killed server leaves no shared memory behind. Where the operating system knows no
 * such namespaces it starts as it is, unless that is root.
 */
record PostgresSandbox(List<String> prefix) {
    private static final List<String> NAMESPACES = List.of("unshare", "--user", "--ipc");

    PostgresSandbox {
        prefix = List.copyOf(prefix);
    }

    /**
     * Tries what works here.
     *
     * @param directory any directory that belongs to who runs this
     * @throws IllegalStateException when this is root and there are no namespaces
     */
    static PostgresSandbox detect(Path directory) {
        if (namespacesWork()) {
            return new PostgresSandbox(NAMESPACES);
        }
        if (isRoot(directory)) {
            throw new IllegalStateException(
                    "PostgreSQL refuses to run as root, and 'unshare --user --ipc' does not work"
                            + " here: run this as another user, or allow user namespaces"
                            + " (in a container: with --security-opt seccomp=unconfined)");
        }
        return new PostgresSandbox(List.of());
    }

    List<String> command(List<String> command) {
        List<String> all = new ArrayList<>(prefix);
        all.addAll(command);
        return all;
    }

    private static boolean namespacesWork() {
        List<String> probe = new ArrayList<>(NAMESPACES);
        probe.add("true");
        try {
            Process process = new ProcessBuilder(probe)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(5, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static boolean isRoot(Path directory) {
        try {
            return Files.getAttribute(directory, "unix:uid").equals(0);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot see who owns " + directory, e);
        }
    }
}
