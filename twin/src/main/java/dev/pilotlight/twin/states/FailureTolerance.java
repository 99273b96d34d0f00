package dev.pilotlight.twin.states;

import dev.pilotlight.twin.states.language.Iteration.Distribution;
import dev.pilotlight.twin.states.language.NumberField;
import dev.pilotlight.twin.states.query.QueryFailure;
import dev.pilotlight.twin.states.query.Scope;
import org.jspecify.annotations.Nullable;

/**
 * How many children of a Distributed Map may fail.
 *
 * @param count at most this many, where one is given
 * @param percentage at most this share of all, where one is given
 */
record FailureTolerance(@Nullable Double count, @Nullable Double percentage) {
    private static final double WHOLE = 100;

    static FailureTolerance read(Distribution distribution, Scope scope) throws QueryFailure {
        return new FailureTolerance(
                count(distribution.toleratedCount(), scope), percentage(distribution.toleratedPercentage(), scope));
    }

    private static @Nullable Double count(@Nullable NumberField field, Scope scope) throws QueryFailure {
        if (field == null) {
            return null;
        }
        double count = field.readWhole(scope);
        if (count < 0) {
            throw field.outOfRange("ToleratedFailureCount cannot be negative.");
        }
        return count;
    }

    private static @Nullable Double percentage(@Nullable NumberField field, Scope scope) throws QueryFailure {
        if (field == null) {
            return null;
        }
        double percentage = field.read(scope);
        if (percentage < 0 || percentage > WHOLE) {
            throw field.outOfRange("ToleratedFailurePercentage must be between 0 and 100.");
        }
        return percentage;
    }

    /** Whether so many failures are borne; without any tolerance, none is. */
    boolean tolerates(int failed, int all) {
        if (count == null && percentage == null) {
            return failed == 0;
        }
        boolean withinCount = count == null || failed <= count;
        boolean withinShare = percentage == null || WHOLE * failed / all <= percentage;
        return withinCount && withinShare;
    }

    StateFailure exceeded() {
        return StateFailure.of(
                "States.ExceedToleratedFailureThreshold", "The specified tolerated failure threshold was exceeded");
    }
}
