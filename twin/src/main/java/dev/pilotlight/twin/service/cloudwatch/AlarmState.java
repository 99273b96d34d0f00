package dev.pilotlight.twin.service.cloudwatch;

import java.time.Instant;
import java.util.Optional;

/**
 * What an alarm says, and why.
 *
 * @param reason for people
 * @param reasonData for programs, a JSON text; empty when the state was not computed
 * @param since when this state began
 */
public record AlarmState(Value value, String reason, Optional<String> reasonData, Instant since) {

    /** The three states, named as on the wire. */
    public enum Value {
        OK,
        ALARM,
        INSUFFICIENT_DATA
    }

    static AlarmState initial(Instant now) {
        return new AlarmState(Value.INSUFFICIENT_DATA, "Unchecked: Initial alarm creation", Optional.empty(), now);
    }
}
