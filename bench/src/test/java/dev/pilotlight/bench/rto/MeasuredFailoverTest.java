package dev.pilotlight.bench.rto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilotlight.rehearsal.Repository;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is promised of a failover's length, in virtual time. */
@Tag("thorough")
class MeasuredFailoverTest {

    @ParameterizedTest(name = "promotion {0} s, boot {1} s, status lag {2} s")
    @CsvSource({"30, 60, 5", "60, 180, 10", "300, 120, 45"})
    void aFailoverEndsWithinThreePercentAndFiveSecondsOfItsLimit(long promotion, long boot, long statusLag) {
        MeasuredFailover failover = MeasuredFailover.under(
                Conditions.ofSeconds(promotion, boot, statusLag), Repository.around(Path.of("")));
        assertThat(RecoveryTimeBenchmark.isWithinItsLimit(failover))
                .as("%s", failover)
                .isTrue();
        assertThat(failover.limit().ratio(failover.recoveryTime())).isBetween(0.8, 1.1);
    }
}
