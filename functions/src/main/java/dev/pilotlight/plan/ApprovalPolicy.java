package dev.pilotlight.plan;

import java.time.Duration;

/**
 * How a person is asked before the promotion, when one has to be.
 *
 * @param within how long an answer is waited for, from a minute to twelve hours; no answer is a no
 */
public record ApprovalPolicy(Duration within) {
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofHours(12);

    /** What holds for a plan that says nothing. */
    public static final ApprovalPolicy USUAL = new ApprovalPolicy(Duration.ofMinutes(15));

    public ApprovalPolicy {
        Form.require(
                within.compareTo(SHORTEST) >= 0 && within.compareTo(LONGEST) <= 0,
                "within is " + Durations.format(within) + "; write a duration from 1m to 12h");
    }
}
