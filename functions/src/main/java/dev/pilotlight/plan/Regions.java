package dev.pilotlight.plan;

/**
 * The two Regions of a plan.
 *
 * @param primary where the application runs
 * @param recovery where it comes up when the primary fails, and where this software runs
 */
public record Regions(RegionName primary, RegionName recovery) {
    public Regions {
        Form.require(
                !primary.equals(recovery),
                "primary and recovery are both " + primary + "; the recovery Region must be another one");
    }

    /** The same on the way home: each is what the other was. */
    Regions reversed() {
        return new Regions(/* primary= */ recovery, /* recovery= */ primary);
    }
}
