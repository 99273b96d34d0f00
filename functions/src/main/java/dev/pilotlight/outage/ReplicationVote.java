package dev.pilotlight.outage;

import dev.pilotlight.database.Heartbeat;
import dev.pilotlight.database.ReplicationLag;
import dev.pilotlight.database.ReplicationLag.Sample;
import dev.pilotlight.plan.Database;
import dev.pilotlight.plan.SignalSource.ReplicationSignal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the replication of the plan's databases says about the primary: a stream that stops or falls behind speaks
 * against it. That no metric arrives is our own trouble, and speaks against nobody (S13).
 */
final class ReplicationVote {
    /**
     * Longer than the four hours for which a run waits for an approval: a stream that stopped then must still count.
     */
    private static final Duration LOOKED_AT = Duration.ofHours(6);

    /** A minute's sample is there at most two minutes after it began; one minute more tells late from never. */
    private static final Duration FRESH = Duration.ofMinutes(2);

    private static final Duration STOPPED = Duration.ofMinutes(3);

    private final ReplicationLag lag;
    private final Heartbeat heartbeat;

    ReplicationVote(ReplicationLag lag, Heartbeat heartbeat) {
        this.lag = lag;
        this.heartbeat = heartbeat;
    }

    Vote of(ReplicationSignal signal, List<Database> databases, Instant now) {
        List<Vote> votes =
                databases.stream().map(database -> of(signal, database, now)).toList();
        return first(votes, Verdict.UNHEALTHY)
                .or(() -> first(votes, Verdict.UNKNOWN))
                .or(() -> votes.stream().findFirst())
                .orElseGet(() -> Vote.unknown(signal.name(), signal.vantage(), "the plan has no database"));
    }

    private static Optional<Vote> first(List<Vote> votes, Verdict verdict) {
        return votes.stream().filter(vote -> vote.verdict() == verdict).findFirst();
    }

    private Vote of(ReplicationSignal signal, Database database, Instant now) {
        List<Sample> samples = lag.samples(database, now.minus(LOOKED_AT), now).stream()
                .filter(Sample::usable)
                .toList();
        if (samples.isEmpty()) {
            return Vote.unknown(signal.name(), signal.vantage(), "no sample of the lag of " + database.name());
        }
        Sample newest = samples.getFirst();
        Duration age = Duration.between(newest.at(), now);
        if (age.compareTo(STOPPED) > 0) {
            return stopped(signal, database, newest, now);
        }
        if (grows(samples) && newest.millis() > database.maxLag().toMillis()) {
            return Vote.unhealthy(
                            signal.name(),
                            signal.vantage(),
                            "the lag of " + database.name() + " grows and is " + (long) newest.millis() + " ms")
                    .since(Optional.of(samples.get(2).at()));
        }
        return age.compareTo(FRESH) <= 0
                ? Vote.healthy(
                        signal.name(),
                        signal.vantage(),
                        "the lag of " + database.name() + " is " + (long) newest.millis() + " ms")
                : Vote.unknown(signal.name(), signal.vantage(), "the newest sample is " + age.toSeconds() + " s old");
    }

    /**
     * A stream that has said nothing for long has stopped only if its reader is heard of: else our metrics are late.
     */
    private Vote stopped(ReplicationSignal signal, Database database, Sample newest, Instant now) {
        String silence = "the stream of " + database.name() + " has said nothing for "
                + Duration.between(newest.at(), now).toSeconds() + " s";
        return heartbeat.last(database, now.minus(STOPPED), now).isPresent()
                ? Vote.unhealthy(signal.name(), signal.vantage(), silence).since(Optional.of(newest.at()))
                : Vote.unknown(
                        signal.name(),
                        signal.vantage(),
                        silence + ", but nothing is heard of its reader either: our metrics may be late");
    }

    /** Whether each of the three newest samples is above the one before it. */
    private static boolean grows(List<Sample> samples) {
        return samples.size() >= 3
                && samples.get(0).millis() > samples.get(1).millis()
                && samples.get(1).millis() > samples.get(2).millis();
    }
}
