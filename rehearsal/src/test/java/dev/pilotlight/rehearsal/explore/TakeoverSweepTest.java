package dev.pilotlight.rehearsal.explore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilotlight.rehearsal.faults.Fault;
import dev.pilotlight.rehearsal.faults.Incident;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Taking over at every call, and two runners switched at pairs of calls. Every invariant is checked after every call,
 * S2 among them, and in the end the application must be what it is when nobody takes anything over.
 *
 * <p>Too many to play them all each time: which ones are played is drawn from a number that is printed, and can be
 * given as the system property {@code takeover.seed}.
 */
@Tag("thorough")
class TakeoverSweepTest {
    private static final int WORKERS = 2;

    private final long seed = Long.getLong("takeover.seed", System.nanoTime() & 0xffffff);
    private final Random random = new Random(seed);
    private final Exploration exploration = Exploration.begin(Trial.shipped(), Scenario.failover());
    private final int calls = exploration.golden().calls();

    @Test
    void aTakeoverAtAnyCallEndsAsIfNobodyHadTakenAnythingOver() {
        List<Integer> indices =
                new ArrayList<>(IntStream.rangeClosed(1, calls).boxed().toList());
        Collections.shuffle(indices, random);

        play(indices.stream()
                .limit(40)
                .map(TakeoverSweepTest::takeover)
                .map(List::of)
                .toList());

        assertThat(exploration.findings().played())
                .as("drawn from takeover.seed=%d", seed)
                .allMatch(played -> played.outcome() == Recording.Outcome.RECOVERED);
    }

    @Test
    void aRunnerThatWakesUpAfterTheNextEpochHasBegunChangesNothing() {
        List<List<Fault>> faults = new ArrayList<>();
        int deliveries = exploration.golden().deliveries();
        for (int i = 0; i < 25; i++) {
            int delivery = 1 + random.nextInt(deliveries);
            Duration later = Duration.ofSeconds(50L + random.nextInt(250));
            faults.add(List.of(takeover(1 + random.nextInt(calls)), new Fault.Twice(delivery, later)));
        }

        play(faults);
    }

    @Test
    void twoTakersAreSwitchedAtPairsOfCalls() {
        List<List<Fault>> faults = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            int first = 1 + random.nextInt(calls);
            Incident other = random.nextBoolean() ? Incident.TAKEOVER : Incident.SECOND_EXECUTION;
            faults.add(List.of(takeover(first), new Fault.AtCall(first + 1 + random.nextInt(calls), other)));
        }

        play(faults);
    }

    @Test
    void aTakeoverOfAFalseAlarmPromotesNothing() {
        Exploration falseAlarm = Exploration.begin(Trial.shipped(), Scenario.falseAlarm());
        List<Seed> seeds = falseAlarm.candidates().singles().stream()
                .filter(single ->
                        single.faults().getFirst() instanceof Fault.AtCall at && at.incident() == Incident.TAKEOVER)
                .toList();
        falseAlarm.play(seeds, WORKERS, findings -> {});

        assertThat(seeds).isNotEmpty();
        assertThat(falseAlarm.findings().violated()).isEmpty();
        assertThat(falseAlarm.findings().played())
                .allMatch(played -> played.outcome() == Recording.Outcome.STOPPED_SAFELY);
    }

    private void play(List<List<Fault>> faults) {
        List<Seed> seeds =
                faults.stream().map(some -> new Seed("failover", some)).toList();
        exploration.play(seeds, WORKERS, findings -> {});

        assertThat(exploration.findings().violated())
                .as("drawn from takeover.seed=%d", seed)
                .isEmpty();
        assertThat(exploration.findings().played())
                .as("drawn from takeover.seed=%d", seed)
                .hasSize(new HashSet<>(seeds).size())
                .allMatch(TakeoverSweepTest::recoversOrAsks);
    }

    /** Who looks minutes later knows less about the lag at the time of the outage, and may have to ask. */
    private static boolean recoversOrAsks(Findings.Played played) {
        return played.outcome() == Recording.Outcome.RECOVERED || played.why().startsWith("APPROVAL_EXPIRED");
    }

    private static Fault takeover(int call) {
        return new Fault.AtCall(call, Incident.TAKEOVER);
    }
}
