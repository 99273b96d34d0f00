package dev.pilotlight.twin.states.language;

import dev.pilotlight.twin.states.language.ErrorHandling.Catcher;
import dev.pilotlight.twin.states.language.ErrorHandling.Errors;
import dev.pilotlight.twin.states.language.ErrorHandling.Retrier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads Retry and Catch. */
final class ErrorHandlingReader {
    private static final double DEFAULT_BACKOFF = 2.0;
    private static final int DEFAULT_ATTEMPTS = 3;
    private static final int MOST_ATTEMPTS = 99_999_999;

    private ErrorHandlingReader() {}

    static ErrorHandling read(ObjectReader state, Dialect dialect) {
        List<Retrier> retriers = new ArrayList<>();
        List<ObjectReader> retry = state.objects("Retry");
        for (ObjectReader entry : retry) {
            retriers.add(retrier(entry, retriers.size() == retry.size() - 1));
        }
        List<Catcher> catchers = new ArrayList<>();
        List<ObjectReader> catches = state.objects("Catch");
        for (ObjectReader entry : catches) {
            entry.requires("Next");
            FieldNames.refuseForeign(entry, dialect.language(), Set.of("Output"), Set.of("ResultPath"));
            Errors errors = errors(entry, catchers.size() == catches.size() - 1);
            catchers.add(new Catcher(errors, entry.text("Next", ""), dialect.flow(entry, FlowShape.CATCHER)));
        }
        return new ErrorHandling(retriers, catchers);
    }

    private static Retrier retrier(ObjectReader entry, boolean last) {
        String jitter = entry.text("JitterStrategy", "NONE");
        if (!jitter.equals("NONE") && !jitter.equals("FULL")) {
            entry.refuse("JitterStrategy", "The JitterStrategy '" + jitter + "' is not one of [NONE, FULL]");
        }
        Duration interval = Duration.ofSeconds(entry.whole("IntervalSeconds", Bounds.seconds(0), 1));
        long unlimited = Retrier.LONGEST_DELAY.toSeconds();
        Duration longest = Duration.ofSeconds(
                entry.whole("MaxDelaySeconds", Bounds.between(1, (double) unlimited - 1), unlimited));
        return new Retrier(
                errors(entry, last),
                interval,
                (int) entry.whole("MaxAttempts", Bounds.between(0, MOST_ATTEMPTS), DEFAULT_ATTEMPTS),
                entry.number("BackoffRate", Bounds.fractional(1), DEFAULT_BACKOFF),
                longest,
                jitter.equals("FULL"));
    }

    private static Errors errors(ObjectReader entry, boolean last) {
        List<String> names = entry.requires("ErrorEquals") ? entry.texts("ErrorEquals") : List.of();
        if (names.isEmpty()) {
            entry.refuse("ErrorEquals", "There must be at least one error name");
        }
        if (names.contains(Errors.ALL) && (names.size() > 1 || !last)) {
            entry.refuse("ErrorEquals", "States.ALL must appear alone, and in the last entry");
        }
        return new Errors(names);
    }
}
