package dev.pilotlight.plan;

import java.time.Duration;
import java.util.List;

/**
 * How the application comes home to its primary Region after it was served from the recovery Region.
 *
 * @param tiers what is launched at home, in the order that their {@code after} asks for; none when it is there already
 * @param sites what visitors see at home, checked before any of them is moved back
 * @param maxLag how far the database at home may be behind right before the databases are switched over; more is waited
 *     for
 * @param syncWithin how long the replication to the home Region may take to be in step, at most five days
 * @param answerWithin how long a person has to say that the application may go home, at most two weeks
 * @param drain how long the recovery Region goes on serving visitors who have not followed the switch yet
 */
public record Failback(
        List<Tier> tiers,
        List<Site> sites,
        Duration maxLag,
        Duration syncWithin,
        Duration answerWithin,
        Duration drain) {
    static final Duration USUAL_LAG = Duration.ofSeconds(10);
    static final Duration USUAL_SYNC = Duration.ofDays(2);
    static final Duration USUAL_ANSWER = Duration.ofDays(3);

    /** Names of failover records usually live a minute. */
    static final Duration USUAL_DRAIN = Duration.ofMinutes(2);

    /** A wait of five days is as long as an execution of Step Functions has room for in its history. */
    private static final Duration LONGEST_SYNC = Duration.ofDays(5);

    private static final Duration LONGEST_ANSWER = Duration.ofDays(14);

    public Failback {
        tiers = List.copyOf(tiers);
        sites = List.copyOf(sites);
        Durations.requirePositive(maxLag, "maxLag");
        requireBetween(syncWithin, LONGEST_SYNC, "syncWithin");
        requireBetween(answerWithin, LONGEST_ANSWER, "answerWithin");
        Durations.requireNotNegative(drain, "drain");
    }

    /**
     * The tiers as they are launched: a person may take {@code answerWithin} to answer, and an image that was new
     * enough when they were asked is so when they say yes.
     */
    List<Tier> tiersAfterAnAnswer() {
        return tiers.stream()
                .map(tier -> tier instanceof InstanceTier launched ? launched.withImagesOlderBy(answerWithin) : tier)
                .toList();
    }

    private static void requireBetween(Duration duration, Duration longest, String what) {
        Durations.requirePositive(duration, what);
        Form.require(
                duration.compareTo(longest) <= 0,
                what + " is " + Durations.format(duration) + "; write at most " + Durations.format(longest));
    }
}
