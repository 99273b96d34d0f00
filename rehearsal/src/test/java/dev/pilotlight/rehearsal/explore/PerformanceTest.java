package dev.pilotlight.rehearsal.explore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilotlight.rehearsal.PlanFile;
import dev.pilotlight.rehearsal.Repository;
import dev.pilotlight.rehearsal.faults.CallFault;
import dev.pilotlight.rehearsal.faults.Fault;
import dev.pilotlight.rehearsal.faults.Incident;
import dev.pilotlight.rehearsal.invariants.Ending;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("thorough")
class PerformanceTest {
    private static final Repository REPOSITORY = Repository.around(Path.of(""));
    private static final Cast CAST = Cast.of(REPOSITORY, PlanFile.read(REPOSITORY.plan()), BriskPhysics.physics());

    @Test
    void aFailoverWithoutFaultsMovesTheTrafficAndBreaksNothing() {
        Recording golden = play();

        assertThat(golden.violations()).isEmpty();
        assertThat(golden.outcome()).isEqualTo(Recording.Outcome.RECOVERED);
        assertThat(golden.application()).contains("switch: no", "tier web: 2 instances, image verified");
        assertThat(golden.exchanges()).hasSize(golden.calls()).allMatch(exchange -> exchange.status() > 0);
        assertThat(golden.sites().keySet()).noneMatch(site -> site.toString().contains("?"));
    }

    @Test
    void theSameSeedTellsTheSameStoryByteForByte() {
        Fault lost = new Fault.OnCall(callOf("rds:RemoveFromGlobalCluster", 1), CallFault.LOST_ANSWER, false);

        assertThat(String.join("\n", play(lost).story()))
                .isEqualTo(String.join("\n", play(lost).story()));
    }

    @Test
    void aLostAnswerOfThePromotionIsSettledByReadingTheWorld() {
        Recording recording =
                play(new Fault.OnCall(callOf("rds:RemoveFromGlobalCluster", 1), CallFault.LOST_ANSWER, false));

        assertThat(recording.violations()).isEmpty();
        assertThat(recording.outcome()).isEqualTo(Recording.Outcome.RECOVERED);
        assertThat(recording.struck()).extracting(Struck::fault).containsExactly(CallFault.LOST_ANSWER);
    }

    @Test
    void aRefusalForGoodNeedsAPersonAndGoesOnOnceItIsLifted() {
        Recording recording = play(new Fault.OnCall(callOf("s3:PutObject", 1), CallFault.DENIED, true));

        assertThat(recording.violations()).isEmpty();
        assertThat(recording.ending().verdict()).isEqualTo("NEEDS_HUMAN");
        assertThat(recording.application()).contains("switch: yes");
        assertThat(recording.afterwards()).contains("switch: no");
    }

    @Test
    void aRunThatCannotEvenWriteDownItsEndIsClosedByTheScheduleAndGoesOn() {
        Recording recording =
                play(new Fault.OnCall(callOf("dynamodb:TransactWriteItems", 20), CallFault.THROTTLED, true));

        assertThat(recording.violations()).isEmpty();
        assertThat(recording.ending().verdict()).isEqualTo("NEEDS_HUMAN");
        assertThat(recording.story()).anyMatch(line -> line.contains(" abandoned by shop-1 "));
        assertThat(recording.afterwards()).contains("switch: no");
    }

    @Test
    void whoTakesAPlanOverAfterItsRunHasEndedPlaysToTheEndAsWell() {
        Fault denied = new Fault.OnCall(callOf("ssm:PutParameter", 1), CallFault.DENIED, true);
        Fault takenAtLast = new Fault.AtCall(play(denied).calls(), Incident.TAKEOVER);

        Recording recording = play(denied, takenAtLast);

        assertThat(recording.violations()).isEmpty();
        assertThat(recording.story()).anyMatch(line -> line.contains("the run has ended as NEEDS_HUMAN"));
        assertThat(recording.story()).anyMatch(line -> line.contains("adopted by taker-1"));
        assertThat(recording.afterwards()).contains("switch: no");
    }

    @Test
    void whatAnOldDescriptionHidesIsEndedByItsNameWhenTheRunTurnsBack() {
        Fault old = new Fault.OnCall(callOf("LaunchInstances", "ec2:DescribeInstances"), CallFault.STALE_READ, true);
        Fault denied = new Fault.OnCall(callOf("FencePrimary", "dynamodb:GetItem"), CallFault.DENIED, false);

        Recording recording = play(old, denied);

        assertThat(recording.ending().verdict()).isEqualTo("SAFE_ABORTED");
        assertThat(recording.violations()).isEmpty();
    }

    @Test
    void anOutageThatWasAnnouncedAndDidNotBeginIsStartedByTheSchedule() {
        Recording recording = play(new Fault.OnCall(callOf("states:StartExecution", 1), CallFault.SERVER_ERROR, true));

        assertThat(recording.violations()).isEmpty();
        assertThat(recording.ending().verdict()).isEqualTo(Ending.NOT_STARTED);
        assertThat(recording.story()).anyMatch(line -> line.contains("the faults are lifted, and shop-1 goes on"));
    }

    @Test
    void withoutAStartThereIsNothingToJudge() {
        assertThat(Ending.notStarted().succeeded()).isFalse();
        assertThat(Ending.notStarted().stoppedSafely()).isFalse();
    }

    private static int callOf(String operation, int which) {
        return play().exchanges().stream()
                .filter(exchange -> exchange.site().operation().equals(operation))
                .skip(which - 1)
                .mapToInt(Exchange::index)
                .findFirst()
                .orElseThrow();
    }

    private static int callOf(String function, String operation) {
        return play().exchanges().stream()
                .filter(exchange -> exchange.site().function().equals(function))
                .filter(exchange -> exchange.site().operation().equals(operation))
                .mapToInt(Exchange::index)
                .findFirst()
                .orElseThrow();
    }

    private static Recording play(Fault... faults) {
        return Performance.of(CAST, Scenario.failover(), List.of(faults), true);
    }
}
