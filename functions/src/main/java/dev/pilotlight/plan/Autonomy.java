package dev.pilotlight.plan;

/** How much a failover decides by itself. */
public enum Autonomy {
    /** Reports what it would do and changes nothing. */
    OBSERVE,
    /** Asks a person, once, before anything that cannot be undone. */
    APPROVE,
    /** Goes on by itself when every guard is satisfied, and asks a person otherwise. */
    AUTOMATIC
}
