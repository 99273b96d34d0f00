package dev.pilotlight.outage;

import static java.util.Objects.requireNonNull;

import dev.pilotlight.plan.AlarmArn;
import java.time.Instant;
import java.util.Optional;

/** CloudWatch alarms, each in its own Region. */
public interface Alarms {

    /** The alarm's state; empty when there is no such alarm. */
    Optional<Reading> read(AlarmArn alarm);

    /**
     * An alarm's state.
     *
     * @param state CloudWatch's word: {@code OK}, {@code ALARM} or {@code INSUFFICIENT_DATA}
     * @param since when it began to be in this state
     * @param firstBreach the beginning of what the alarm looked at, when it says so: the trouble began no earlier
     */
    record Reading(String state, Optional<Instant> since, Optional<Instant> firstBreach) {
        public Reading {
            requireNonNull(state);
            requireNonNull(since);
            requireNonNull(firstBreach);
        }

        /** When the trouble began, as far as the alarm knows: before the alarm noticed it. */
        public Optional<Instant> began() {
            return firstBreach.isPresent() ? firstBreach : since;
        }
    }
}
