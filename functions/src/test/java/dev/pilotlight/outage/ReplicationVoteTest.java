package dev.pilotlight.outage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilotlight.database.Heartbeat;
import dev.pilotlight.database.ReplicationLag.Sample;
import dev.pilotlight.plan.Database;
import dev.pilotlight.plan.ShopPlan;
import dev.pilotlight.plan.SignalSource.ReplicationSignal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplicationVoteTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private static final Heartbeat HEARD = (_, _, until) -> Optional.of(until.minusSeconds(60));

    private static Verdict with(Sample... samples) {
        return with(HEARD, samples);
    }

    private static Verdict with(Heartbeat heartbeat, Sample... samples) {
        return new ReplicationVote((_, _, _) -> List.of(samples), heartbeat)
                .of(new ReplicationSignal("stream"), ShopPlan.plan().databases(), NOW)
                .verdict();
    }

    private static Sample sample(long secondsAgo, double millis) {
        return new Sample(NOW.minusSeconds(secondsAgo), millis);
    }

    @Test
    void aFreshAndSmallLagIsHealthy() {
        assertThat(with(sample(60, 100))).isEqualTo(Verdict.HEALTHY);
    }

    @Test
    void aStreamThatStoppedIsUnhealthy() {
        assertThat(with(sample(200, 100))).isEqualTo(Verdict.UNHEALTHY);
    }

    @Test
    void aStreamOfWhichNothingArrivesBecauseOurMetricsAreLateIsUnknown() {
        assertThat(with((_, _, _) -> Optional.empty(), sample(200, 100))).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void aStreamThatStoppedHoursAgoStillSpeaksAgainstThePrimary() {
        Sample last = sample(4 * 60 * 60, 100);
        assertThat(new ReplicationVote((_, from, _) -> last.at().isBefore(from) ? List.of() : List.of(last), HEARD)
                        .of(new ReplicationSignal("stream"), ShopPlan.plan().databases(), NOW)
                        .verdict())
                .isEqualTo(Verdict.UNHEALTHY);
    }

    @Test
    void aStreamThatIsLateIsUnknown() {
        assertThat(with(sample(150, 100))).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void aLagThatGrowsAboveTheLimitIsUnhealthy() {
        assertThat(with(sample(60, 90_000), sample(120, 30_000), sample(180, 100)))
                .isEqualTo(Verdict.UNHEALTHY);
        assertThat(with(sample(60, 900), sample(120, 300), sample(180, 100))).isEqualTo(Verdict.HEALTHY);
    }

    @ParameterizedTest(name = "{0} s old: {1}")
    @CsvSource({"120, HEALTHY", "121, UNKNOWN", "180, UNKNOWN", "181, UNHEALTHY"})
    void freshLateAndStoppedFollowOneAnother(long age, Verdict verdict) {
        assertThat(with(sample(age, 100))).isEqualTo(verdict);
    }

    @Test
    void aLagThatStandsStillOrIsAtTheLimitIsNotUnhealthy() {
        assertThat(with(sample(60, 90_000), sample(120, 90_000), sample(180, 100)))
                .isEqualTo(Verdict.HEALTHY);
        assertThat(with(sample(60, 90_000), sample(120, 30_000), sample(180, 30_000)))
                .isEqualTo(Verdict.HEALTHY);
        assertThat(with(sample(60, 90_000), sample(120, 95_000), sample(180, 100)))
                .isEqualTo(Verdict.HEALTHY);
        assertThat(with(sample(60, 90_000), sample(120, 30_000))).isEqualTo(Verdict.HEALTHY);
        double limit = ShopPlan.plan().databases().getFirst().maxLag().toMillis();
        assertThat(with(sample(60, limit), sample(120, limit / 2), sample(180, 1)))
                .isEqualTo(Verdict.HEALTHY);
        assertThat(with(sample(60, limit + 1), sample(120, limit / 2), sample(180, 1)))
                .isEqualTo(Verdict.UNHEALTHY);
    }

    @Test
    void oneDatabaseThatIsUnhealthySpeaksForAllAndOneThatIsUnknownBeforeTheHealthy() {
        Database first = ShopPlan.plan().databases().getFirst();
        Database second = new Database(
                "second",
                first.globalCluster(),
                first.primaryCluster(),
                first.recoveryCluster(),
                first.strategy(),
                first.managedDeadline(),
                first.maxLag(),
                first.instanceClass());
        assertThat(ofTwo(first, second, sample(60, 1), sample(300, 1))).isEqualTo(Verdict.UNHEALTHY);
        assertThat(ofTwo(first, second, sample(60, 1), sample(150, 1))).isEqualTo(Verdict.UNKNOWN);
        assertThat(ofTwo(first, second, sample(150, 1), sample(300, 1))).isEqualTo(Verdict.UNHEALTHY);
        assertThat(ofTwo(first, second, sample(60, 1), sample(90, 1))).isEqualTo(Verdict.HEALTHY);
    }

    private static Verdict ofTwo(Database first, Database second, Sample firsts, Sample seconds) {
        return new ReplicationVote(
                        (database, _, _) -> List.of(database.name().equals("second") ? seconds : firsts), HEARD)
                .of(new ReplicationSignal("stream"), List.of(first, second), NOW)
                .verdict();
    }

    @Test
    void aPlanWithoutDatabasesHasNoStream() {
        assertThat(new ReplicationVote((_, _, _) -> List.of(), HEARD)
                        .of(new ReplicationSignal("stream"), List.of(), NOW)
                        .verdict())
                .isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void noSampleOrABrokenOneIsUnknown() {
        assertThat(with()).isEqualTo(Verdict.UNKNOWN);
        assertThat(with(sample(60, -1), sample(60, Double.NaN))).isEqualTo(Verdict.UNKNOWN);
    }
}
