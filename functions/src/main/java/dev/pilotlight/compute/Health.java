package dev.pilotlight.compute;

/** What EC2's three status checks of an instance say together: system, instance, attached volumes. */
public enum Health {
    /** All three pass, or do not apply. */
    PASSED,
    /** They are under way, or EC2 has nothing to say yet. */
    UNDER_WAY,
    /** At least one of them fails. */
    FAILED
}
