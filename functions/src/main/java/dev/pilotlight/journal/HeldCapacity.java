package dev.pilotlight.journal;

import java.util.Map;

/**
 * The journal's word that a tier has at least its minimum of instances, booted or not. A run writes it as soon as EC2
 * has given them, and decides to promote only after it: a database without an application would help nobody.
 */
public final class HeldCapacity {
    private static final String KIND = "capacity-held";

    private HeldCapacity() {}

    /**
     * Writes down, once, that a tier's minimum is held.
     *
     * @param instances how many the tier has
     */
    public static void note(Deeds deeds, String tier, int instances) {
        if (!isFor(deeds, tier)) {
            deeds.note(KIND, Map.of("tier", tier, "instances", instances));
        }
    }

    /** Whether this epoch holds a tier's minimum. */
    public static boolean isFor(Deeds deeds, String tier) {
        return deeds.notes(KIND).stream()
                .anyMatch(note -> note.body().path("tier").asText().equals(tier));
    }
}
