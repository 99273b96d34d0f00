package dev.pilotlight.journal;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How runs that go on with an earlier one are named: {@code shop-7}, then {@code shop-7-r1}, {@code shop-7-r2}. */
public final class ExecutionNames {
    private static final Pattern RESUMED = Pattern.compile("(.+)-r([1-9][0-9]{0,5})");

    private ExecutionNames() {}

    /** Whether a run goes on with what another one of that name, or an earlier continuation of it, has begun. */
    public static boolean continues(String execution, String earlier) {
        return number(execution) > number(earlier) && first(execution).equals(first(earlier));
    }

    /** The name under which a person lets a run go on. */
    public static String next(String execution) {
        return first(execution) + "-r" + (number(execution) + 1);
    }

    private static String first(String execution) {
        Matcher resumed = RESUMED.matcher(execution);
        return resumed.matches() ? resumed.group(1) : execution;
    }

    private static int number(String execution) {
        Matcher resumed = RESUMED.matcher(execution);
        return resumed.matches() ? Integer.parseInt(resumed.group(2)) : 0;
    }
}
