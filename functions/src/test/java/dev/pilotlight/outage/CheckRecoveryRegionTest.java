package dev.pilotlight.outage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilotlight.plan.RegionName;
import dev.pilotlight.step.Guard;
import dev.pilotlight.step.Outcome;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CheckRecoveryRegionTest {
    private static final Instant SINCE = Instant.parse("2026-03-01T12:00:00Z");

    private static Outcome after(long seconds, Map<String, String> unanswered) {
        return new CheckRecoveryRegion(() -> new TreeMap<>(unanswered))
                .advance(new RegionName("us-west-2"), SINCE, SINCE.plusSeconds(seconds));
    }

    @Test
    void aRegionWhoseServicesAnswerCanTakeOver() {
        assertThat(after(0, Map.of())).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void aServiceThatDoesNotAnswerIsWaitedForAndThenNamed() {
        assertThat(after(29, Map.of("RDS", "timeout"))).isInstanceOf(Outcome.Pending.class);
        assertThat(after(30, Map.of("RDS", "timeout"))).isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
            assertThat(refused.guard()).isEqualTo(Guard.RECOVERY_REGION_DEGRADED);
            assertThat(refused.why()).contains("RDS");
        });
    }
}
