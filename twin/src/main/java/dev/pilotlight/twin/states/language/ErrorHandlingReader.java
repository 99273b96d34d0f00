package dev.pilotlight.twin.states.language;

import dev.pilotlight.twin.states.language.ErrorHandling.Catcher;
import dev.pilotlight.twin.states.language.ErrorHandling.Errors;
import dev.pilotlight.twin.states.language.ErrorHandling.Retrier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Reads Retry and Catch. */
final class ErrorHandlingReader {
    private static final double DEFAULT_BACKOFF = 2.0;
    private static final int DEFAULT_ATTEMPTS = 3;

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
        Duration interval = Duration.ofSeconds(entry.whole("IntervalSeconds", 0, 1));
        Duration longest = Duration.ofSeconds(entry.whole("MaxDelaySeconds", 1, Retrier.LONGEST_DELAY.toSeconds()));
        return new Retrier(
                errors(entry, last),
                interval,
                (int) Math.min(entry.whole("MaxAttempts", 0, DEFAULT_ATTEMPTS), 99_999_999),
                entry.decimal("BackoffRate", 1.0, DEFAULT_BACKOFF),
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
