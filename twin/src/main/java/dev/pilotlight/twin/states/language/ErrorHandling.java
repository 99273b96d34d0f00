package dev.pilotlight.twin.states.language;

import java.time.Duration;
import java.util.List;

/** What a state does about errors: the retriers first, then the catchers, each in their order. */
public record ErrorHandling(List<Retrier> retriers, List<Catcher> catchers) {

    public ErrorHandling {
        retriers = List.copyOf(retriers);
        catchers = List.copyOf(catchers);
    }

    /** Names of errors, as {@code ErrorEquals} lists them. */
    public record Errors(List<String> names) {
        public static final String ALL = "States.ALL";
        public static final String TASK_FAILED = "States.TaskFailed";
        public static final String TIMEOUT = "States.Timeout";
        public static final String HEARTBEAT_TIMEOUT = "States.HeartbeatTimeout";

        public Errors {
            names = List.copyOf(names);
        }

        /**
         * Whether an error is meant: by its name, by {@code States.ALL}, by {@code States.TaskFailed} (every error but
         * a timeout), and a missed heartbeat also as the timeout it is.
         */
        public boolean match(String error) {
            boolean timeout = error.equals(TIMEOUT) || error.equals(HEARTBEAT_TIMEOUT);
            return names.contains(error)
                    || names.contains(ALL)
                    || (names.contains(TASK_FAILED) && !timeout)
                    || (names.contains(TIMEOUT) && timeout);
        }
    }

    /**
     * Tries again after an error.
     *
     * @param interval the delay before the first retry
     * @param maxAttempts how many retries
     * @param backoffRate what the delay is multiplied with for each further one
     * @param maxDelay what the delay never exceeds
     * @param fullJitter whether a delay is drawn between zero and the computed one
     */
    public record Retrier(
            Errors errors,
            Duration interval,
            int maxAttempts,
            double backoffRate,
            Duration maxDelay,
            boolean fullJitter) {

        /** The longest delay the service computes with. */
        public static final Duration LONGEST_DELAY = Duration.ofDays(366);

        /**
         * The delay before a retry.
         *
         * @param earlier how many retries there were
         * @param fraction a number drawn from 0 to 1, used with jitter
         */
        public Duration delay(int earlier, double fraction) {
            double seconds = interval.toSeconds() * Math.pow(backoffRate, earlier);
            double capped = Math.min(seconds, (double) maxDelay.toSeconds());
            return Duration.ofMillis(Math.round(1000 * (fullJitter ? capped * fraction : capped)));
        }
    }

    /** Goes on elsewhere after an error. */
    public record Catcher(Errors errors, String next, Flow flow) {}
}
