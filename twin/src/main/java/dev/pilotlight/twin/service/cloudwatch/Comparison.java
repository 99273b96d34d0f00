package dev.pilotlight.twin.service.cloudwatch;

import java.util.function.DoublePredicate;

/** When a value breaches an alarm's threshold. Anomaly bands are not modelled. */
public enum Comparison {
    GREATER_THAN_OR_EQUAL("GreaterThanOrEqualToThreshold", "greater than or equal to"),
    GREATER_THAN("GreaterThanThreshold", "greater than"),
    LESS_THAN("LessThanThreshold", "less than"),
    LESS_THAN_OR_EQUAL("LessThanOrEqualToThreshold", "less than or equal to");

    private final String word;
    private final String phrase;

    Comparison(String word, String phrase) {
        this.word = word;
        this.phrase = phrase;
    }

    /** The name in requests and answers. */
    public String word() {
        return word;
    }

    /** The words in an alarm's reason. */
    String phrase() {
        return phrase;
    }

    DoublePredicate breaches(double threshold) {
        return switch (this) {
            case GREATER_THAN_OR_EQUAL -> value -> value >= threshold;
            case GREATER_THAN -> value -> value > threshold;
            case LESS_THAN -> value -> value < threshold;
            case LESS_THAN_OR_EQUAL -> value -> value <= threshold;
        };
    }
}
