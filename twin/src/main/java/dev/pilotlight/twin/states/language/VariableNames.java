package dev.pilotlight.twin.states.language;

import java.util.Collection;
import java.util.regex.Pattern;

/** What a workflow variable may be called: a Unicode identifier of at most 80 characters, and not {@code states}. */
final class VariableNames {
    private static final Pattern NAME =
            Pattern.compile("[\\p{L}\\p{Nl}_][\\p{L}\\p{Nl}\\p{Mn}\\p{Mc}\\p{Nd}\\p{Pc}]{0,79}");

    private VariableNames() {}

    static void check(ObjectReader assign, Collection<String> names) {
        for (String name : names) {
            if (!NAME.matcher(name).matches() || name.equals("states")) {
                assign.refuse(name, "The variable name '" + name + "' is not valid");
            }
        }
    }
}
