package dev.pilotlight.compute;

/** What checks of an instance say together: EC2's three (system, instance, attached volumes), or a load balancer's. */
public enum Health {
    /** All pass, or do not apply. */
    PASSED,
    /** They are under way, or AWS has nothing to say yet. */
    UNDER_WAY,
    /** At least one of them fails. */
    FAILED
}
