package dev.pilotlight.rehearsal.explore;

import dev.pilotlight.rehearsal.invariants.Ending;
import dev.pilotlight.rehearsal.invariants.Violation;
import dev.pilotlight.twin.states.ExecutionStatus;
import dev.pilotlight.twin.time.TaskFailedException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Why a performance could not be played to its end: something in the functions, the twin or the rehearsal itself is
 * broken, so that nobody knows what the application would have come to.
 *
 * @param cause what was thrown
 * @param calls how many calls had been made by then
 */
record Breakdown(Throwable cause, int calls) {
    /** Stands where otherwise the id of an invariant or a verdict stands. */
    static final String NAME = "BREAKDOWN";

    private static final String OURS = "dev.pilotlight.";

    /** Looks through what a timeline makes of the failure of one of its tasks. */
    static Breakdown of(Throwable failure, int calls) {
        boolean ofTask = failure instanceof TaskFailedException;
        return new Breakdown(ofTask && failure.getCause() != null ? failure.getCause() : failure, calls);
    }

    /** Whether after this no other performance can be trusted, for the process is at its end, or none is wanted. */
    static boolean endsEverything(Throwable failure) {
        return Thread.currentThread().isInterrupted()
                || Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                        .anyMatch(VirtualMachineError.class::isInstance);
    }

    Ending ending() {
        return new Ending("", ExecutionStatus.FAILED, NAME, why(), false);
    }

    Violation violation(Instant at) {
        return new Violation(NAME, calls, at, why());
    }

    /** What was thrown, with its message, and where, in one line. */
    private String why() {
        return (calls == 0 ? "it could not even begin: " : "")
                + String.join(" ", cause.toString().lines().toList())
                + Arrays.stream(cause.getStackTrace())
                        .filter(frame -> frame.getClassName().startsWith(OURS))
                        .findFirst()
                        .map(frame -> ", at " + frame)
                        .orElse("");
    }

    /** All that is known about it, for whoever mends it. */
    List<String> trace() {
        StringWriter trace = new StringWriter();
        cause.printStackTrace(new PrintWriter(trace, true));
        return trace.toString().lines().toList();
    }

    /** What is left of a performance of which nothing was there yet. */
    Recording beforeAnything(Seed seed, Instant at) {
        return new Recording(
                seed,
                ending(),
                at,
                Optional.empty(),
                0,
                0,
                List.of(violation(at)),
                List.of(),
                List.of(),
                false,
                Collections.emptySortedMap(),
                Set.of(),
                List.of(),
                trace());
    }
}
