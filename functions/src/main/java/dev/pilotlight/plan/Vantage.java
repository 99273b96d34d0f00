package dev.pilotlight.plan;

/** From where a signal sees the primary. */
public enum Vantage {
    /** From outside both Regions, as a visitor does; at least one signal of a quorum must. */
    OUTSIDE,
    /** From inside the primary Region. */
    PRIMARY,
    /** From inside the recovery Region. */
    RECOVERY
}
