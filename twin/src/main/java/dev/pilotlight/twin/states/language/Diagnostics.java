package dev.pilotlight.twin.states.language;

import dev.pilotlight.twin.states.language.Diagnostic.Code;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with a definition, so that its author hears everything at once. */
final class Diagnostics {
    private final List<Diagnostic> found = new ArrayList<>();

    void add(Code code, String message, String location) {
        found.add(new Diagnostic(code, message, location.isEmpty() ? "/" : location));
    }

    void throwIfAny() throws InvalidDefinitionException {
        if (!found.isEmpty()) {
            throw new InvalidDefinitionException(found);
        }
    }
}
