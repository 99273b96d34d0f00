package dev.pilotlight.fence;

/** What became of the fence, the surest first. Only the first one means that nobody can write any more. */
public enum FenceOutcome {
    /** It was seen that no client reaches the primary's databases. */
    CONFIRMED,
    /** Something was done, but a client may remain that still writes. */
    PARTIAL,
    /** The time was up before it was done; it may still take effect. */
    TIMED_OUT,
    /** It was not allowed, or not possible. */
    REFUSED,
    /** The primary Region did not answer; nobody knows what is going on there. */
    UNREACHABLE,
    /** The plan names no method, or has no database. */
    NOT_ATTEMPTED
}
