package dev.pilotlight.outage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilotlight.journal.InMemoryJournalTable;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.RegionName;
import dev.pilotlight.plan.ShopPlan;
import dev.pilotlight.plan.SignalSource.WitnessSignal;
import dev.pilotlight.plan.Vantage;
import dev.pilotlight.site.Probe;
import dev.pilotlight.witness.Sighting;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WitnessVoteTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final WitnessSignal SIGNAL = new WitnessSignal("witness", Duration.ofMinutes(3));

    private final InMemoryJournalTable table = new InMemoryJournalTable();
    private final Plan plan = ShopPlan.plan();

    private Vote after(String region, Probe.State state, Duration age) {
        new Sighting(plan.plan(), "witness", new RegionName(region), NOW.minus(age), state, "seen").writeTo(table);
        return vote();
    }

    private Vote vote() {
        return new WitnessVote(table).of(SIGNAL, plan, NOW);
    }

    @Test
    void aFreshReportCountsFromOutside() {
        Vote down = after("us-east-2", Probe.State.DOWN, Duration.ofMinutes(3));
        assertThat(down.verdict()).isEqualTo(Verdict.UNHEALTHY);
        assertThat(down.vantage()).isEqualTo(Vantage.OUTSIDE);
        assertThat(down.began()).contains(NOW.minusSeconds(180));
        assertThat(down.why()).isEqualTo("seen from us-east-2 180 s ago: seen");
        assertThat(after("us-east-2", Probe.State.UP, Duration.ofMinutes(1)).verdict())
                .isEqualTo(Verdict.HEALTHY);
    }

    @Test
    void aWitnessThatCannotTellIsUnknown() {
        assertThat(after("us-east-2", Probe.State.UNCLEAR, Duration.ZERO).verdict())
                .isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void anOldReportIsUnknownWhateverItSays() {
        Vote old = after("us-east-2", Probe.State.DOWN, Duration.ofSeconds(181));
        assertThat(old.verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(old.why()).isEqualTo("its newest report is 181 s old");
    }

    @Test
    void aReportFromTheFutureIsUnknown() {
        Vote early = after("us-east-2", Probe.State.DOWN, Duration.ofMinutes(-15));
        assertThat(early.verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(early.why()).isEqualTo("its newest report is 900 s ahead of this clock");
    }

    @Test
    void aWitnessThatNeverReportedIsUnknown() {
        assertThat(vote().verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(vote().why()).isEqualTo("it has never reported");
    }

    @Test
    void aWitnessInOneOfBothRegionsIsNoWitness() {
        assertThat(after("us-east-1", Probe.State.DOWN, Duration.ZERO).verdict())
                .isEqualTo(Verdict.UNKNOWN);
        assertThat(after("us-west-2", Probe.State.DOWN, Duration.ofMillis(-1)).verdict())
                .isEqualTo(Verdict.UNKNOWN);
    }
}
