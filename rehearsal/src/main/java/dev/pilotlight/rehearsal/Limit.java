package dev.pilotlight.rehearsal;

import java.time.Duration;

/**
 * The parts of a failover that nobody can shorten: what nature takes and what the plan asks for.
 *
 * @param detection from the disaster to the start of the run
 * @param window the plan's: how long an outage must last
 * @param fence the plan's bound for cutting off the old primary; zero when it has no method for that
 * @param decision how long a person took; zero when nobody is asked
 * @param promotion from the call until the database takes writes
 * @param boot from the launch to three passed instance checks
 * @param checks consecutive passes that the plan asks for, times their interval
 * @param propagation from the switch to the last visitor who follows it
 */
public record Limit(
        Duration detection,
        Duration window,
        Duration fence,
        Duration decision,
        Duration promotion,
        Duration boot,
        Duration checks,
        Duration propagation) {

    /** All of it; promotion and boot take place at the same time. */
    public Duration total() {
        return beforeAnything().plus(recovery());
    }

    /** The share of the time after detection and window that was needed at least; 1 means that nothing was added. */
    public double ratio(Duration recoveryTime) {
        return (double) recoveryTime.minus(beforeAnything()).toMillis()
                / recovery().toMillis();
    }

    private Duration beforeAnything() {
        return detection.plus(window);
    }

    private Duration recovery() {
        Duration slower = promotion.compareTo(boot) > 0 ? promotion : boot;
        return fence.plus(decision).plus(slower).plus(checks).plus(propagation);
    }
}
