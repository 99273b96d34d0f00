package dev.pilotlight.plan;

/** What to do when the fence could not be confirmed. */
public enum Unfenced {
    /** Ask a person, before the promotion. */
    ASK,
    /** Go on: the plan accepts that the old primary may still write. */
    ALLOW
}
