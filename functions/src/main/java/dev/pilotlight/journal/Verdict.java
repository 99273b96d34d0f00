package dev.pilotlight.journal;

/** How a run ended. */
public enum Verdict {
    /** The application is served from the recovery Region, or the machine's other purpose is fulfilled. */
    SUCCEEDED,
    /** The outage was over before the point of no return; nothing irreversible was done. */
    STOOD_DOWN,
    /** It was refused or failed before the point of no return, and everything was undone. */
    SAFE_ABORTED,
    /** A person must look; the lease is kept until then. */
    NEEDS_HUMAN
}
