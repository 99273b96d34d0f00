package dev.pilotlight.plan;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as plans write them: {@code 10s}, {@code 5m}, {@code 1h}, {@code 2d}, or ISO-8601. */
public final class Durations {
    private static final Pattern SHORT = Pattern.compile("([0-9]{1,9})([smhd])");

    private Durations() {}

    /**
     * The duration that a text means.
     *
     * @throws IllegalArgumentException when it is neither form, or negative
     */
    public static Duration parse(String text) {
        Duration duration = parseSigned(text);
        Form.require(!duration.isNegative(), "a negative duration; write one that is not, like 10s");
        return duration;
    }

    private static Duration parseSigned(String text) {
        Matcher parts = SHORT.matcher(text);
        if (parts.matches()) {
            long number = Long.parseLong(parts.group(1));
            return switch (parts.group(2).charAt(0)) {
                case 's' -> Duration.ofSeconds(number);
                case 'm' -> Duration.ofMinutes(number);
                case 'h' -> Duration.ofHours(number);
                default -> Duration.ofDays(number);
            };
        }
        try {
            return Duration.parse(text);
        } catch (DateTimeException notIso) {
            throw new IllegalArgumentException(
                    Form.shape(text) + " is not a duration; write it like 10s, 5m, 1h, 2d or PT1M30S", notIso);
        }
    }

    /** The one spelling of a duration: the largest unit that divides it, or ISO-8601 when none does. */
    public static String format(Duration duration) {
        long seconds = duration.toSeconds();
        boolean whole = duration.equals(Duration.ofSeconds(seconds));
        if (!whole || duration.isNegative() || seconds > 999_999_999) {
            return duration.toString();
        }
        if (seconds == 0 || seconds % 60 != 0) {
            return seconds + "s";
        }
        if (seconds % 3_600 != 0) {
            return seconds / 60 + "m";
        }
        return seconds % 86_400 != 0 ? seconds / 3_600 + "h" : seconds / 86_400 + "d";
    }

    static void requireNotNegative(Duration duration, String what) {
        Form.require(!duration.isNegative(), what + " is " + duration + "; it cannot be negative");
    }

    static void requirePositive(Duration duration, String what) {
        Form.require(duration.isPositive(), what + " is " + format(duration) + "; it must be longer than nothing");
    }
}
