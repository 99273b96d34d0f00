package dev.pilotlight.twin.states.language;

import java.time.Duration;

/** The two kinds of state machines of the service. */
public enum MachineType {
    /** Lasts up to a year, keeps a history, may wait for a callback. */
    STANDARD(Duration.ofDays(365)),
    /** Lasts up to five minutes and can neither wait for a callback nor for a job. */
    EXPRESS(Duration.ofMinutes(5));

    private final Duration longest;

    MachineType(Duration longest) {
        this.longest = longest;
    }

    /** How long an execution may last. */
    public Duration longest() {
        return longest;
    }
}
