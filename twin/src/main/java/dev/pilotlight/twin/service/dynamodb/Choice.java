package dev.pilotlight.twin.service.dynamodb;

import dev.pilotlight.twin.wire.JsonParameters;
import java.util.List;

/** A member whose text is one of a few. */
final class Choice {
    private Choice() {}

    /** The text that was sent, or the first of those allowed. */
    static String of(JsonParameters input, String member, String... allowed) {
        String value = input.text(member).orElse(allowed[0]);
        if (!List.of(allowed).contains(value)) {
            throw Attribute.invalid("1 validation error detected: Value '" + value + "' at '" + member
                    + "' failed to satisfy constraint: Member must satisfy enum value set: " + List.of(allowed));
        }
        return value;
    }
}
