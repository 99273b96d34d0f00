package dev.pilotlight.outage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.database.ReplicationLag.Sample;
import dev.pilotlight.fixture.OpenRun;
import dev.pilotlight.fixture.WebInMemory;
import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.InMemoryJournalTable;
import dev.pilotlight.outage.AssessOutage.Before;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.RegionName;
import dev.pilotlight.plan.ShopPlan;
import dev.pilotlight.site.Probe;
import dev.pilotlight.step.Guard;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.RetryableUnavailableException;
import dev.pilotlight.witness.Sighting;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AssessOutageTest {
    private static final URI CONTROL = URI.create("https://checkip.example/");
    private static final URI PROBE = URI.create("https://primary.shop.example/health");

    private OpenRun run = OpenRun.of(ShopPlan.plan());
    private final WebInMemory web = new WebInMemory();
    private final InMemoryJournalTable sightings = new InMemoryJournalTable();
    private String alarm = "ALARM";
    private Duration skew = Duration.ZERO;
    private boolean alarmsFail;
    private Optional<Instant> firstBreach = Optional.empty();

    @BeforeEach
    void ourNetworkWorks() {
        web.answering(CONTROL, 200, "192.0.2.1");
    }

    private Outcome call(Before before) {
        return call(before, run.started());
    }

    /** The first step of a run that was resumed then. */
    private Outcome call(Instant resumed) {
        return call(Before.LAUNCH, resumed);
    }

    private Outcome call(Before before, Instant since) {
        Alarms alarms = _ -> {
            if (alarmsFail) {
                throw new RetryableUnavailableException("timeout");
            }
            return Optional.of(
                    new Alarms.Reading(alarm, Optional.of(run.started().minusSeconds(20)), firstBreach));
        };
        Signals signals = new Signals(
                alarms,
                web,
                (_, _, now) -> List.of(new Sample(now.minusSeconds(150), 5)),
                (_, _, _) -> Optional.empty(),
                sightings,
                () -> 0);
        return new AssessOutage(signals)
                .advance(run.plan(), before, run.lease(), new AssessOutage.Moment(since, run.now(), hostClock()));
    }

    private Instant hostClock() {
        return run.now().plus(skew);
    }

    private void witnessed(Probe.State state) {
        new Sighting(run.plan().plan(), "witness", new RegionName("us-east-2"), hostClock(), state, "seen")
                .writeTo(sightings);
    }

    /** The primary answers again, everywhere. */
    private void heals() {
        alarm = "OK";
        web.answering(PROBE, 200, "");
        witnessed(Probe.State.UP);
    }

    private Outcome callAfter(Duration time) {
        run.pass(time);
        return call(Before.LAUNCH);
    }

    private static Guard guard(Outcome outcome) {
        return ((Outcome.Refused) outcome).guard();
    }

    @Test
    void aQuorumThatLastsForTheWindowConfirmsTheOutage() {
        assertThat(call(Before.LAUNCH)).isInstanceOf(Outcome.Pending.class);
        assertThat(callAfter(Duration.ofSeconds(59))).isInstanceOf(Outcome.Pending.class);
        assertThat(callAfter(Duration.ofSeconds(1)))
                .isInstanceOfSatisfying(
                        Outcome.Done.class,
                        done -> assertThat(done.evidence())
                                .containsEntry(
                                        "outageBegan",
                                        run.started().minusSeconds(20).toString())
                                .containsEntry("heldSince", run.started().toString()));
    }

    @Test
    void theOutageBeganWhenTheAlarmFirstSawIt() {
        firstBreach = Optional.of(run.started().minusSeconds(90));
        call(Before.LAUNCH);
        assertThat(callAfter(Duration.ofMinutes(1)))
                .isInstanceOfSatisfying(
                        Outcome.Done.class,
                        done -> assertThat(done.evidence())
                                .containsEntry(
                                        "outageBegan",
                                        run.started().minusSeconds(90).toString()));
    }

    @Test
    void anOutageThatHealsWithinTheWindowIsOver() {
        call(Before.LAUNCH);
        heals();
        assertThat(guard(callAfter(Duration.ofSeconds(30)))).isEqualTo(Guard.OUTAGE_OVER);
    }

    @Test
    void anInterruptionStartsTheWindowAgain() {
        call(Before.LAUNCH);
        alarmsFail = true;
        assertThat(callAfter(Duration.ofSeconds(40))).isInstanceOf(Outcome.Pending.class);
        alarmsFail = false;
        assertThat(callAfter(Duration.ofSeconds(10))).isInstanceOf(Outcome.Pending.class);
        assertThat(callAfter(Duration.ofSeconds(50))).isInstanceOf(Outcome.Pending.class);
        assertThat(callAfter(Duration.ofSeconds(10))).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void anErrorOfOurOwnCallIsUnknownAndNotUnhealthy() {
        alarmsFail = true;
        assertThat(call(Before.LAUNCH)).isInstanceOf(Outcome.Pending.class);
        assertThat(guard(callAfter(Duration.ofMinutes(5)))).isEqualTo(Guard.OUTAGE_UNCONFIRMED);
    }

    @Test
    void withoutTheControlTargetOurOwnNetworkIsTheSuspect() {
        web.silence(CONTROL);
        assertThat(call(Before.LAUNCH)).isInstanceOf(Outcome.Pending.class);
        assertThat(guard(callAfter(Duration.ofMinutes(5)))).isEqualTo(Guard.OUTAGE_UNCONFIRMED);
    }

    @Test
    void anAlarmWithoutDataIsUnknown() {
        alarm = "INSUFFICIENT_DATA";
        assertThat(call(Before.LAUNCH)).isInstanceOf(Outcome.Pending.class);
    }

    @Test
    void anAnswerAboutOurRequestIsUnknown() {
        web.answering(PROBE, 403, "");
        assertThat(call(Before.LAUNCH)).isInstanceOf(Outcome.Pending.class);
        web.answering(PROBE, 500, "");
        call(Before.LAUNCH);
        assertThat(callAfter(Duration.ofMinutes(1))).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void signalsFromInsideAloneAreNoQuorum() {
        Plan one = ShopPlan.with(plan -> ((ObjectNode) plan.path("outage")).put("quorum", 1));
        run = OpenRun.of(one);
        alarm = "INSUFFICIENT_DATA";
        assertThat(call(Before.LAUNCH)).isInstanceOf(Outcome.Pending.class);
        assertThat(guard(callAfter(Duration.ofMinutes(5)))).isEqualTo(Guard.OUTAGE_UNCONFIRMED);
    }

    @Test
    void aDeclaredOutageIsOneMoreVoteFromOutside() {
        run = OpenRun.declared(ShopPlan.plan());
        alarmsFail = true;
        call(Before.LAUNCH);
        assertThat(callAfter(Duration.ofMinutes(1))).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void aDeclaredOutageStillNeedsTheQuorum() {
        run = OpenRun.declared(ShopPlan.plan());
        alarmsFail = true;
        web.answering(PROBE, 200, "");
        assertThat(call(Before.LAUNCH)).isInstanceOf(Outcome.Pending.class);
        assertThat(guard(callAfter(Duration.ofMinutes(5)))).isEqualTo(Guard.OUTAGE_UNCONFIRMED);
    }

    @Test
    void beforeThePromotionOneLookIsEnough() {
        assertThat(call(Before.PROMOTION)).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void anOutageThatHealedBeforeThePromotionIsOver() {
        call(Before.LAUNCH);
        callAfter(Duration.ofMinutes(1));
        heals();
        assertThat(guard(call(Before.PROMOTION))).isEqualTo(Guard.OUTAGE_OVER);
    }

    @Test
    void aWitnessMakesTheQuorumWhenTheAlarmHasFailedToo() {
        alarmsFail = true;
        witnessed(Probe.State.DOWN);
        call(Before.LAUNCH);
        assertThat(callAfter(Duration.ofMinutes(1))).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void anAlarmAloneIsNoQuorum() {
        web.answering(PROBE, 200, "");
        assertThat(call(Before.LAUNCH)).isInstanceOf(Outcome.Pending.class);
        assertThat(guard(callAfter(Duration.ofMinutes(5)))).isEqualTo(Guard.OUTAGE_UNCONFIRMED);
    }

    @Test
    void anOutageThatComesAndGoesIsNoneToFailOverFrom() {
        for (int i = 0; i < 3; i++) {
            alarmsFail = false;
            assertThat(callAfter(Duration.ofSeconds(20))).isInstanceOf(Outcome.Pending.class);
            alarmsFail = true;
            assertThat(callAfter(Duration.ofSeconds(20))).isInstanceOf(Outcome.Pending.class);
        }
        alarmsFail = false;
        assertThat(callAfter(Duration.ofSeconds(20)))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.why()).contains("come and gone 3 times"));
    }

    @Test
    void theWindowIsMeasuredByTheMachinesClockWhateverTheHostsClockSays() {
        call(Before.LAUNCH);
        skew = Duration.ofMinutes(15);
        assertThat(callAfter(Duration.ofSeconds(30))).isInstanceOf(Outcome.Pending.class);
        skew = Duration.ofMinutes(-15);
        assertThat(callAfter(Duration.ofSeconds(29))).isInstanceOf(Outcome.Pending.class);
        assertThat(callAfter(Duration.ofSeconds(1))).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void aClockThatJumpsBackMakesNoOutageLonger() {
        call(Before.LAUNCH);
        assertThat(callAfter(Duration.ofMinutes(-15))).isInstanceOf(Outcome.Pending.class);
    }

    @Test
    void whatWasSeenBeforeARunWasResumedIsNotAddedToTheWindow() {
        call(Before.LAUNCH);
        run.pass(Duration.ofHours(1));
        Instant resumed = run.now();
        assertThat(call(resumed)).isInstanceOf(Outcome.Pending.class);
        run.pass(Duration.ofMinutes(1));
        assertThat(call(resumed)).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void afterThePromotionHasBegunAPrimaryThatIsWellAgainStopsNothing() {
        run.permit(new Act(Act.Kind.DETACH_CLUSTER, "shop-west", "token"));
        heals();
        for (Before before : Before.values()) {
            assertThat(call(before))
                    .isInstanceOfSatisfying(
                            Outcome.Done.class,
                            done -> assertThat(done.evidence())
                                    .containsEntry("promotionHasBegun", true)
                                    .containsKey("outageBegan"));
        }
    }

    @Test
    void anOutageThatLastsIsLookedAtEveryFiveSecondsAndOnceMoreWhenItsWindowEnds() {
        assertThat(untilNextLook(call(Before.LAUNCH))).hasSeconds(5);
        assertThat(untilNextLook(callAfter(Duration.ofMillis(54_200)))).hasSeconds(5);
        assertThat(untilNextLook(callAfter(Duration.ofSeconds(3)))).hasSeconds(3);
        assertThat(untilNextLook(callAfter(Duration.ofMillis(2_700)))).hasSeconds(1);
        assertThat(callAfter(Duration.ofSeconds(1))).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void aVoteThatIsOpenIsTakenAgainAsSoonAsTheMachineLikes() {
        alarm = "OK";
        assertThat(untilNextLook(call(Before.LAUNCH))).hasSeconds(1);
    }

    private static Duration untilNextLook(Outcome outcome) {
        return ((Outcome.Pending) outcome).retryAfter();
    }
}
