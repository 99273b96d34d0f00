package dev.pilotlight.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Executions that run until they are stopped. */
public final class ExecutionsInMemory implements RunningExecutions {
    private final Set<String> running = new TreeSet<>();
    private final List<String> stopped = new ArrayList<>();

    public void start(String executionArn) {
        running.add(executionArn);
    }

    /** Everything that was asked to be stopped, in order. */
    public List<String> stopped() {
        return List.copyOf(stopped);
    }

    @Override
    public boolean isRunning(String executionArn) {
        return running.contains(executionArn);
    }

    @Override
    public void stop(String executionArn, String why) {
        running.remove(executionArn);
        stopped.add(executionArn);
    }
}
