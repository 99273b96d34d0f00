package dev.pilotlight.rehearsal.memory;

/** Where in the functions the calling thread is, as class, method and line. */
public final class Place {
    private static final String OURS = "dev.pilotlight.";
    private static final StackWalker WALKER = StackWalker.getInstance();
    private static final ScopedValue<String> KNOWN = ScopedValue.newInstance();

    private Place() {}

    /** The innermost place in the shipped code; {@code ?} when there is none. */
    public static String here() {
        return KNOWN.isBound()
                ? KNOWN.get()
                : WALKER.walk(frames -> frames.filter(frame -> isShipped(frame.getClassName()))
                        .findFirst()
                        .map(Place::of)
                        .orElse("?"));
    }

    /** Does some work as if at a place. */
    static <T, X extends Exception> T at(String place, ScopedValue.CallableOp<T, X> work) throws X {
        return ScopedValue.where(KNOWN, place).call(work);
    }

    private static boolean isShipped(String className) {
        return className.startsWith(OURS)
                && !className.startsWith(OURS + "rehearsal.")
                && !className.startsWith(OURS + "twin.");
    }

    private static String of(StackWalker.StackFrame frame) {
        String name = frame.getClassName();
        return name.substring(name.lastIndexOf('.') + 1) + "." + method(frame.getMethodName()) + ":"
                + frame.getLineNumber();
    }

    /** A lambda's method is named after the one it stands in. */
    private static String method(String name) {
        return name.startsWith("lambda$") ? name.split("\\$", -1)[1] : name;
    }
}
