package dev.pilotlight.plan;

/** How the old primary is kept from writing. */
public enum FenceMethod {
    /** A network ACL on the database subnets that denies everything, tracked connections included. */
    NETWORK_ACL
}
