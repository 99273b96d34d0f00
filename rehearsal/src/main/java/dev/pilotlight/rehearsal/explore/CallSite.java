package dev.pilotlight.rehearsal.explore;

import dev.pilotlight.rehearsal.truth.Invocation;
import dev.pilotlight.twin.wire.Call;

/**
 * Where in the functions a call is made.
 *
 * @param function that runs
 * @param place class, method and line
 * @param operation service and operation
 */
public record CallSite(String function, String place, String operation) implements Comparable<CallSite> {
    private static final String OURS = "dev.pilotlight.";
    private static final StackWalker WALKER = StackWalker.getInstance();

    /** The site of the call that the calling thread is making. */
    static CallSite here(Call call) {
        String place = WALKER.walk(frames -> frames.filter(frame -> isShipped(frame.getClassName()))
                .findFirst()
                .map(CallSite::place)
                .orElse("?"));
        String function = Invocation.current().map(Invocation::function).orElse("?");
        return new CallSite(function, place, call.service() + ":" + call.operation());
    }

    private static boolean isShipped(String className) {
        return className.startsWith(OURS)
                && !className.startsWith(OURS + "rehearsal.")
                && !className.startsWith(OURS + "twin.");
    }

    private static String place(StackWalker.StackFrame frame) {
        String name = frame.getClassName();
        return name.substring(name.lastIndexOf('.') + 1) + "." + method(frame.getMethodName()) + ":"
                + frame.getLineNumber();
    }

    /** A lambda's method is named after the one it stands in. */
    private static String method(String name) {
        return name.startsWith("lambda$") ? name.split("\\$", -1)[1] : name;
    }

    @Override
    public int compareTo(CallSite other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return function + " " + place + " " + operation;
    }
}
