package dev.pilotlight.twin.service.cloudwatch;

import java.util.Arrays;

/** How the values of a period become one number. Percentiles and trimmed statistics are not modelled. */
public enum Statistic {
    SAMPLE_COUNT("SampleCount"),
    AVERAGE("Average"),
    SUM("Sum"),
    MINIMUM("Minimum"),
    MAXIMUM("Maximum");

    private final String word;

    Statistic(String word) {
        this.word = word;
    }

    /** The name in requests and answers. */
    public String word() {
        return word;
    }

    double of(Summary summary) {
        return switch (this) {
            case SAMPLE_COUNT -> summary.count();
            case AVERAGE -> summary.sum() / summary.count();
            case SUM -> summary.sum();
            case MINIMUM -> summary.minimum();
            case MAXIMUM -> summary.maximum();
        };
    }

    static Statistic named(String word) {
        return Arrays.stream(values())
                .filter(statistic -> statistic.word.equals(word))
                .findFirst()
                .orElseThrow(() -> Requests.invalid("The statistic " + word + " is not modelled by the twin"));
    }
}
