package dev.pilotlight.plan;

/** How the old primary is kept from writing. */
public enum FenceMethod {
    /** Puts the database subnets behind a network ACL that denies everything, tracked connections included. */
    NETWORK_ACL,
    /**
     * Stops the tagged instances, which are the database's usual clients, and empties their Auto Scaling groups; others
     * may remain.
     */
    STOP_COMPUTE,
    /** Calls a function of the application's owners, whose answer is believed. */
    FUNCTION
}
