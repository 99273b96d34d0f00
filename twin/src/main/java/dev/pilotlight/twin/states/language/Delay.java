package dev.pilotlight.twin.states.language;

import dev.pilotlight.twin.states.query.QueryFailure;
import dev.pilotlight.twin.states.query.Scope;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;

/** How long a Wait state waits. */
public sealed interface Delay {

    /** The time from now on; not negative. */
    Duration from(Instant now, Scope scope) throws QueryFailure;

    /** A number of seconds. */
    record Seconds(NumberField seconds) implements Delay {
        @Override
        public Duration from(Instant now, Scope scope) throws QueryFailure {
            long count = seconds.readWhole(scope);
            if (count < 0 || count > LONGEST_SECONDS) {
                throw seconds.outOfRange(
                        "The Seconds of a Wait state must lie between 0 and " + LONGEST_SECONDS + ", but are " + count);
            }
            return Duration.ofSeconds(count);
        }
    }

    /** A moment; one in the past means no wait. */
    record Until(TextField timestamp) implements Delay {
        @Override
        public Duration from(Instant now, Scope scope) throws QueryFailure {
            Duration delay = Duration.between(now, read(timestamp.read(scope)));
            if (delay.toSeconds() > Integer.MAX_VALUE) {
                throw timestamp.unusable("Wait state delay is too long.");
            }
            return delay.isNegative() ? Duration.ZERO : delay;
        }

        private Instant read(String text) throws QueryFailure {
            try {
                return OffsetDateTime.parse(text).toInstant();
            } catch (DateTimeException e) {
                throw timestamp.unusable("The " + timestamp.field()
                        + " parameter does not reference a valid ISO-8601 extended offset date-time format string: "
                        + timestamp.origin() + text);
            }
        }
    }

    /** The longest wait in seconds the service takes. */
    long LONGEST_SECONDS = 99_999_999;
}
