package dev.pilotlight.rehearsal.explore;

import static dev.pilotlight.rehearsal.explore.Trial.call;
import static dev.pilotlight.rehearsal.explore.Trial.calls;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pilotlight.rehearsal.faults.CallFault;
import dev.pilotlight.rehearsal.faults.Fault;
import dev.pilotlight.rehearsal.faults.Incident;
import dev.pilotlight.rehearsal.invariants.Ending;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("thorough")
class PerformanceTest {
    private static final Trial TRIAL = new Trial(Trial.shipped(), Scenario.failover());
    private static final Recording GOLDEN = TRIAL.golden();

    @Test
    void aFailoverWithoutFaultsMovesTheTrafficAndBreaksNothing() {
        assertThat(GOLDEN.violations()).isEmpty();
        assertThat(GOLDEN.outcome()).isEqualTo(Recording.Outcome.RECOVERED);
        assertThat(GOLDEN.application()).contains("switch: no", "tier web: 2 instances, image verified");
        assertThat(GOLDEN.exchanges()).hasSize(GOLDEN.calls()).allMatch(exchange -> exchange.status() > 0);
        assertThat(GOLDEN.sites().keySet()).noneMatch(site -> site.toString().contains("?"));
    }

    @Test
    void theSameSeedTellsTheSameStoryByteForByte() {
        Fault lost = new Fault.OnCall(call(GOLDEN, "rds:RemoveFromGlobalCluster"), CallFault.LOST_ANSWER, false);

        assertThat(String.join("\n", TRIAL.told(lost).story()))
                .isEqualTo(String.join("\n", TRIAL.told(lost).story()));
    }

    @Test
    void aLostAnswerOfThePromotionIsSettledByReadingTheWorld() {
        Recording recording =
                TRIAL.told(new Fault.OnCall(call(GOLDEN, "rds:RemoveFromGlobalCluster"), CallFault.LOST_ANSWER, false));

        assertThat(recording.violations()).isEmpty();
        assertThat(recording.outcome()).isEqualTo(Recording.Outcome.RECOVERED);
        assertThat(recording.struck()).extracting(Struck::fault).containsExactly(CallFault.LOST_ANSWER);
    }

    @Test
    void aRefusalForGoodNeedsAPersonAndGoesOnOnceItIsLifted() {
        Recording recording = TRIAL.told(new Fault.OnCall(call(GOLDEN, "s3:PutObject"), CallFault.DENIED, true));

        assertThat(recording.violations()).isEmpty();
        assertThat(recording.ending().verdict()).isEqualTo("NEEDS_HUMAN");
        assertThat(recording.application()).contains("switch: yes");
        assertThat(recording.afterwards()).contains("switch: no");
    }

    @Test
    void aRunThatCannotEvenWriteDownItsEndIsClosedByTheScheduleAndGoesOn() {
        int twentieth = calls(GOLDEN, "dynamodb:TransactWriteItems")
                .skip(19)
                .findFirst()
                .orElseThrow()
                .index();

        Recording recording = TRIAL.told(new Fault.OnCall(twentieth, CallFault.THROTTLED, true));

        assertThat(recording.violations()).isEmpty();
        assertThat(recording.ending().verdict()).isEqualTo("NEEDS_HUMAN");
        assertThat(recording.story()).anyMatch(line -> line.contains(" abandoned by shop-1 "));
        assertThat(recording.afterwards()).contains("switch: no");
    }

    @Test
    void whoTakesAPlanOverAfterItsRunHasEndedPlaysToTheEndAsWell() {
        Fault denied = new Fault.OnCall(call(GOLDEN, "ssm:PutParameter"), CallFault.DENIED, true);
        Fault takenAtLast = new Fault.AtCall(TRIAL.told(denied).calls(), Incident.TAKEOVER);

        Recording recording = TRIAL.told(denied, takenAtLast);

        assertThat(recording.violations()).isEmpty();
        assertThat(recording.story()).anyMatch(line -> line.contains("the run has ended as NEEDS_HUMAN"));
        assertThat(recording.story()).anyMatch(line -> line.contains("adopted by taker-1"));
        assertThat(recording.afterwards()).contains("switch: no");
    }

    @Test
    void whatAnOldDescriptionHidesIsEndedByItsNameWhenTheRunTurnsBack() {
        Fault old =
                new Fault.OnCall(call(GOLDEN, "LaunchInstances", "ec2:DescribeInstances"), CallFault.STALE_READ, true);
        Fault denied = new Fault.OnCall(call(GOLDEN, "FencePrimary", "dynamodb:GetItem"), CallFault.DENIED, false);

        Recording recording = TRIAL.told(old, denied);

        assertThat(recording.ending().verdict()).isEqualTo("SAFE_ABORTED");
        assertThat(recording.violations()).isEmpty();
    }

    @Test
    void anOutageThatWasAnnouncedAndDidNotBeginIsStartedByTheSchedule() {
        Recording recording =
                TRIAL.told(new Fault.OnCall(call(GOLDEN, "states:StartExecution"), CallFault.SERVER_ERROR, true));

        assertThat(recording.violations()).isEmpty();
        assertThat(recording.ending().verdict()).isEqualTo(Ending.NOT_STARTED);
        assertThat(recording.story()).anyMatch(line -> line.contains("the faults are lifted, and shop-1 goes on"));
    }

    @Test
    void withoutAStartThereIsNothingToJudge() {
        assertThat(Ending.notStarted().succeeded()).isFalse();
        assertThat(Ending.notStarted().stoppedSafely()).isFalse();
    }
}
