package dev.pilotlight.outage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilotlight.journal.InMemoryJournalTable;
import dev.pilotlight.plan.RegionName;
import dev.pilotlight.plan.ShopPlan;
import dev.pilotlight.plan.SignalSource.AwsHealthSignal;
import dev.pilotlight.plan.Vantage;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class HealthVoteTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant BEGAN = NOW.minusSeconds(600);

    private final InMemoryJournalTable table = new InMemoryJournalTable();

    private boolean said(String region, String service, boolean open, Instant at) {
        return new HealthStatement(new RegionName(region), service, open, BEGAN, at).writeTo(table);
    }

    private Vote vote(Duration later) {
        return new HealthVote(table).of(new AwsHealthSignal("aws"), ShopPlan.plan(), NOW.plus(later));
    }

    @Test
    void anOpenIssueSpeaksAgainstThePrimaryButNotFromOutside() {
        said("us-east-1", "RDS", true, NOW);
        Vote vote = vote(Duration.ZERO);
        assertThat(vote.verdict()).isEqualTo(Verdict.UNHEALTHY);
        assertThat(vote.vantage()).isEqualTo(Vantage.RECOVERY);
        assertThat(vote.began()).contains(BEGAN);
    }

    @Test
    void silenceAndAClosedIssueSayNothing() {
        assertThat(vote(Duration.ZERO).verdict()).isEqualTo(Verdict.UNKNOWN);
        said("us-east-1", "RDS", false, NOW);
        assertThat(vote(Duration.ZERO).verdict()).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void anIssueThatWasNeverClosedDoesNotCountForEver() {
        said("us-east-1", "RDS", true, NOW);
        assertThat(vote(Duration.ofHours(13)).verdict()).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void anIssueOfAnotherRegionDoesNotCount() {
        said("us-west-2", "RDS", true, NOW);
        assertThat(vote(Duration.ZERO).verdict()).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void anEarlierEventThatArrivesLateChangesNothing() {
        said("us-east-1", "EC2", false, NOW);
        assertThat(said("us-east-1", "EC2", true, NOW.minusSeconds(60))).isFalse();
        assertThat(vote(Duration.ZERO).verdict()).isEqualTo(Verdict.UNKNOWN);
    }
}
