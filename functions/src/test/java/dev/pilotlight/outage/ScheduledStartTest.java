package dev.pilotlight.outage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.fixture.WebInMemory;
import dev.pilotlight.journal.CloseRecord;
import dev.pilotlight.journal.InMemoryJournalTable;
import dev.pilotlight.journal.InMemoryPlans;
import dev.pilotlight.journal.OpenRecord;
import dev.pilotlight.journal.OutageCounter;
import dev.pilotlight.journal.Runs;
import dev.pilotlight.plan.PlanName;
import dev.pilotlight.plan.RegionName;
import dev.pilotlight.plan.ShopPlan;
import dev.pilotlight.site.Probe;
import dev.pilotlight.step.Events;
import dev.pilotlight.step.RetryableUnavailableException;
import dev.pilotlight.witness.Sighting;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the schedule starts while the alarm's Region does not answer. */
class ScheduledStartTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final PlanName SHOP = new PlanName("shop");
    private static final URI SITE = URI.create("https://primary.shop.example/health");
    private static final URI CONTROL = URI.create("https://checkip.example/");

    private final InMemoryJournalTable table = new InMemoryJournalTable();
    private final InMemoryPlans plans = new InMemoryPlans(ShopPlan.plan());
    private final WebInMemory web = new WebInMemory();
    private final Set<String> started = new LinkedHashSet<>();
    private Instant now = NOON;
    private Duration skew = Duration.ZERO;
    private Duration lookTakes = Duration.ZERO;
    private long nanos;

    @BeforeEach
    void ourNetworkWorks() {
        web.answering(CONTROL, 200, "");
    }

    private void tick() {
        tick(now);
    }

    private void tick(Instant due) {
        ObjectNode event = (ObjectNode) Events.load("schedule");
        event.put("time", due.toString());
        startFailover().start(event, now.plus(skew));
    }

    private StartFailover startFailover() {
        Alarms hanging = _ -> {
            nanos += lookTakes.toNanos();
            throw new RetryableUnavailableException("us-east-1 does not answer");
        };
        Signals signals =
                new Signals(hanging, web, (_, _, _) -> List.of(), (_, _, _) -> Optional.empty(), table, () -> nanos);
        return new StartFailover(
                plans,
                new OutageCounter(table),
                (name, input) -> started.add(name),
                table,
                new Schedule(new Lookout(signals, table), () -> nanos));
    }

    private void witness(Probe.State state) {
        new Sighting(SHOP, "witness", new RegionName("us-east-2"), now.plus(skew), state, "seen").writeTo(table);
    }

    /** A minute passes, in which the witness reports and the schedule calls. */
    private void minute(Probe.State state) {
        now = now.plus(MINUTE);
        witness(state);
        tick();
    }

    private void up() {
        web.answering(SITE, 200, "");
        minute(Probe.State.UP);
    }

    private void down() {
        web.silence(SITE);
        minute(Probe.State.DOWN);
    }

    @Test
    void anOutageThatLastsForTheWindowIsStartedWithoutTheAlarm() {
        up();
        down();
        assertThat(started).isEmpty();
        down();
        assertThat(started).containsExactly("shop-1");
    }

    @Test
    void anOutageThatHealsInTheWindowStartsNothing() {
        down();
        up();
        down();
        up();
        assertThat(started).isEmpty();
    }

    @Test
    void withoutAFreshReportOfTheWitnessNothingIsStarted() {
        witness(Probe.State.DOWN);
        now = now.plus(Duration.ofMinutes(4));
        tick();
        now = now.plus(MINUTE);
        tick();
        assertThat(started).isEmpty();
    }

    @Test
    void aRegionThatIsCutOffFromTheInternetSeesNoOutage() {
        web.silence(CONTROL);
        down();
        down();
        down();
        assertThat(started).isEmpty();
    }

    @Test
    void theWitnessAloneIsNoQuorum() {
        web.answering(SITE, 200, "");
        minute(Probe.State.DOWN);
        minute(Probe.State.DOWN);
        minute(Probe.State.DOWN);
        assertThat(started).isEmpty();
    }

    @Test
    void alarmScheduleAndPersonAnnounceOneRun() {
        down();
        down();
        for (String event : List.of("alarm-eventbridge", "alarm-direct", "alarm-sns", "start-declared")) {
            startFailover().start(Events.load(event), now);
        }
        down();
        assertThat(started).containsExactly("shop-1");
    }

    @Test
    void whileARunIsOpenThePrimaryIsNotLookedAt() {
        down();
        down();
        int commits = table.commits().size();
        down();
        assertThat(table.commits()).hasSize(commits + 1);
        assertThat(started).containsExactly("shop-1");
    }

    @Test
    void theSameTickTwiceAndALateOneCountOnce() {
        down();
        Instant first = now;
        now = now.plusSeconds(30);
        tick(first);
        tick(first.minusSeconds(60));
        assertThat(started).isEmpty();
    }

    @Test
    void ticksThatWereMissedDoNotMakeAnOutageLonger() {
        down();
        now = now.plus(Duration.ofMinutes(10));
        down();
        assertThat(started).isEmpty();
        down();
        assertThat(started).containsExactly("shop-1");
    }

    @Test
    void aClockThatRunsAheadDoesNotMakeAnOutageLonger() {
        down();
        skew = Duration.ofMinutes(15);
        now = now.plusSeconds(20);
        witness(Probe.State.DOWN);
        tick();
        assertThat(started).isEmpty();
    }

    @Test
    void aClockThatRunsBehindStartsNothingTwice() {
        down();
        down();
        skew = Duration.ofMinutes(-15);
        down();
        skew = Duration.ZERO;
        down();
        assertThat(started).containsExactly("shop-1");
    }

    @Test
    void anOutageThatGoesOnAfterItsFailoverStartsNoOther() {
        down();
        down();
        runAndClose("SUCCEEDED");
        for (int i = 0; i < 180; i++) {
            down();
        }
        assertThat(started).containsExactly("shop-1");
    }

    @Test
    void aLaterOutageOfAPrimaryThatWasWellInBetweenIsAnotherOne() {
        down();
        down();
        runAndClose("SUCCEEDED");
        up();
        for (int i = 0; i < 61; i++) {
            down();
        }
        assertThat(started).containsExactly("shop-1", "shop-2");
    }

    @Test
    void anOutageThatComesAndGoesStartsNoOtherInTheCooldown() {
        down();
        down();
        runAndClose("STOOD_DOWN");
        for (int i = 0; i < 9; i++) {
            up();
            down();
            down();
        }
        assertThat(started).containsExactly("shop-1");
    }

    @Test
    void aPlanThatOnlyObservesIsStartedToo() {
        plans.store(SHOP, ShopPlan.document().put("autonomy", "observe"));
        down();
        down();
        assertThat(started).containsExactly("shop-1");
    }

    @Test
    void withManyPlansWhoWaitedLongestIsLookedAtFirst() {
        List<PlanName> names = new ArrayList<>();
        for (String name : List.of("alpha", "beta", "delta", "gamma")) {
            names.add(new PlanName(name));
            plans.store(new PlanName(name), ShopPlan.document().put("plan", name));
        }
        lookTakes = Duration.ofSeconds(5);
        tick();
        now = now.plus(MINUTE);
        tick();
        names.add(SHOP);
        assertThat(names)
                .allSatisfy(name -> assertThat(Watch.of(table, name).lookedAt()).isAfterOrEqualTo(NOON));
    }

    private void runAndClose(String verdict) {
        OpenRecord.Opened opened =
                Runs.openRecord(table, plans).open(Runs.start("{\"plan\":\"shop\",\"outage\":1}", "shop-1", now));
        new CloseRecord(table, _ -> {}, (_, _) -> {}, "topic")
                .advance(Runs.request(
                        opened.run(), opened.plan(), now.plusSeconds(30), "{\"verdict\":\"" + verdict + "\"}"));
    }
}
