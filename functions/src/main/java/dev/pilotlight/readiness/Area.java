package dev.pilotlight.readiness;

import dev.pilotlight.step.BrokenInputException;
import java.util.Arrays;
import java.util.Locale;

/** Checks that are asked together in one call, few enough to end in time even when a service hangs. */
enum Area {
    /** The plan itself; the state machine asks for it first, because the others need one. */
    PLAN,
    /** What the functions themselves prove; the report gets their answers from the state machine. */
    FUNCTIONS,
    DATABASE,
    IMAGES,
    NETWORK,
    COMPUTE,
    CAPACITY,
    TRAFFIC,
    NAMES,
    DEPLOYMENT;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Area named(String word) {
        return Arrays.stream(values())
                .filter(area -> area.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new BrokenInputException(
                        "area: there is no such area; pass one of those that the state machine readiness names"));
    }
}
