package dev.pilotlight.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilotlight.database.ReplicationLag.Sample;
import dev.pilotlight.plan.Database;
import dev.pilotlight.plan.ShopPlan;
import dev.pilotlight.step.Guard;
import dev.pilotlight.step.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadLagTest {
    private static final Instant BEGAN = Instant.parse("2026-03-01T12:00:00Z");
    private final Database database = ShopPlan.plan().databases().getFirst();

    private Outcome with(Sample... samples) {
        return noticedAfter(4, samples);
    }

    private Outcome noticedAfter(long seconds, Sample... samples) {
        return new ReadLag((_, _, _) -> List.of(samples)).advance(database, BEGAN, BEGAN.plusSeconds(seconds));
    }

    private static Sample sample(long secondsBefore, double millis) {
        return new Sample(BEGAN.minusSeconds(secondsBefore), millis);
    }

    private static Guard guard(Outcome outcome) {
        return ((Outcome.Refused) outcome).guard();
    }

    @Test
    void aSmallLagRightBeforeTheOutageIsALowerBoundOfTheLoss() {
        assertThat(with(sample(30, 900), sample(90, 100)))
                .isInstanceOfSatisfying(
                        Outcome.Done.class,
                        done -> assertThat(done.evidence())
                                .containsEntry("lagMillis", 900L)
                                .containsEntry("lossAtLeastMillis", 4_900L)
                                .containsEntry("detectionDelayMillis", 4_000L));
    }

    @Test
    void aLagAtTheLimitIsAllowedAndOneAboveIsNot() {
        assertThat(with(sample(30, 6_000))).isInstanceOf(Outcome.Done.class);
        assertThat(guard(with(sample(30, 6_000.1)))).isEqualTo(Guard.LAG_TOO_HIGH);
    }

    @Test
    void theTimeUntilTheOutageWasNoticedCountsAsWell() {
        assertThat(noticedAfter(9, sample(30, 1_000))).isInstanceOf(Outcome.Done.class);
        assertThat(guard(noticedAfter(10, sample(30, 1_000)))).isEqualTo(Guard.LAG_TOO_HIGH);
        assertThat(noticedAfter(-60, sample(30, 10_000)))
                .as("a clock that runs behind makes no loss smaller")
                .isInstanceOf(Outcome.Done.class);
    }

    @Test
    void noSampleIsUnknownAndNotZero() {
        assertThat(guard(with())).isEqualTo(Guard.LAG_UNKNOWN);
    }

    @Test
    void aSampleFromDuringTheOutageDoesNotCount() {
        assertThat(guard(with(sample(-60, 1), sample(0, 1)))).isEqualTo(Guard.LAG_UNKNOWN);
    }

    @Test
    void anOldSampleIsUnknown() {
        assertThat(with(sample(Duration.ofMinutes(2).toSeconds(), 1))).isInstanceOf(Outcome.Done.class);
        assertThat(guard(with(sample(121, 1)))).isEqualTo(Guard.LAG_UNKNOWN);
    }

    @Test
    void aNegativeSampleAndNoNumberAreUnknown() {
        assertThat(guard(with(sample(30, -1)))).isEqualTo(Guard.LAG_UNKNOWN);
        assertThat(guard(with(sample(30, Double.NaN), sample(90, 5)))).isEqualTo(Guard.LAG_UNKNOWN);
    }
}
