package dev.pilotlight.plan;

/** What runs the machines of a tier. */
public enum TierKind {
    /** Single EC2 instances, launched by this software. */
    INSTANCES,
    /** An Auto Scaling group that exists already and is scaled up. */
    AUTO_SCALING_GROUP
}
