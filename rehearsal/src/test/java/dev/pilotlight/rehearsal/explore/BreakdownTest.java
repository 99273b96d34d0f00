package dev.pilotlight.rehearsal.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pilotlight.aws.Surroundings;
import dev.pilotlight.plan.RegionName;
import dev.pilotlight.rehearsal.Rigging;
import dev.pilotlight.rehearsal.invariants.Violation;
import dev.pilotlight.rehearsal.report.HeatMap;
import dev.pilotlight.rehearsal.report.RehearsalReport;
import dev.pilotlight.rehearsal.report.ReportJson;
import dev.pilotlight.rehearsal.report.ReportText;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A performance that breaks down is a finding like any other, and the rest is played all the same. */
@Tag("thorough")
class BreakdownTest {
    private static final Cast CAST = Trial.shipped();
    private static final Instant BEGINNING = Instant.parse("2026-01-01T12:00:00Z");

    /** With this fault, and with no other here, the functions believe that the world has not begun yet. */
    private static final Seed BREAKS = Seed.read("false-alarm/clock:-900s");

    private static final Seed HANGS = Seed.read("false-alarm/5:hang");
    private static final Seed DENIED = Seed.read("false-alarm/4:4xx");
    private static final Seed BOTH = Seed.read("false-alarm/5:hang+clock:-900s");

    @Test
    void itIsFoundUnderItsSeedAndEverythingElseIsPlayed() {
        Exploration exploration = begin(breaking(() -> new AssertionError("a made-up\ndefect")));

        exploration.play(List.of(HANGS, BREAKS, DENIED), 2, findings -> {});

        assertThat(exploration.findings().played())
                .extracting(Findings.Played::seed)
                .containsExactlyInAnyOrder(HANGS, BREAKS, DENIED);
        assertThat(exploration.findings().violated())
                .singleElement()
                .satisfies(broken -> assertThat(broken.seed()).isEqualTo(BREAKS))
                .satisfies(broken -> assertThat(broken.brokeDown()).isTrue())
                .satisfies(broken -> assertThat(broken.outcome()).isEqualTo(Recording.Outcome.VIOLATED))
                .satisfies(broken -> assertThat(broken.violations())
                        .singleElement()
                        .satisfies(violation -> assertThat(violation.call()).isPositive())
                        .satisfies(violation -> assertThat(violation.toString())
                                .startsWith("BREAKDOWN at call ")
                                .contains(": java.lang.AssertionError: a made-up defect, at "
                                        + getClass().getName())));
    }

    @Test
    void everyReportCountsItAndSaysWhatBroke() {
        Exploration exploration = begin(breaking(() -> new AssertionError("a made-up <defect>")));
        exploration.play(List.of(HANGS, BREAKS), 1, findings -> {});

        RehearsalReport report = new RehearsalReport("shop", List.of(exploration), new Shard(1, 2), false, 1, Map.of());

        assertThat(report.isGood()).isFalse();
        assertThat(report.brokenDown()).extracting(Findings.Played::seed).containsExactly(BREAKS);
        assertThat(ReportText.of(report, List.of()))
                .contains("1 performance broke down:", "Replay one of them with: pilotlight rehearse --seed " + BREAKS)
                .anyMatch(line -> line.startsWith("  " + BREAKS + "  BREAKDOWN at call ")
                        && line.contains("java.lang.AssertionError: a made-up <defect>"));
        assertThat(ReportJson.of(report).path("breakdowns").asInt()).isEqualTo(1);
        assertThat(ReportJson.of(report).at("/violations/0/invariant").asText()).isEqualTo("BREAKDOWN");
        assertThat(HeatMap.of(report, List.of()))
                .contains("<strong>1 performance broke down</strong> in 2 performances")
                .contains("java.lang.AssertionError: a made-up &lt;defect&gt;");
    }

    @Test
    void theShortestSeedThatShowsItIsFound() {
        Exploration exploration = begin(breaking(() -> new AssertionError("a made-up defect")));

        Seed shortest = new Shrinker(seed -> exploration.violations(seed).stream()
                        .anyMatch(violation -> violation.invariant().equals("BREAKDOWN")))
                .shrink(BOTH);

        assertThat(shortest).isEqualTo(BREAKS);
    }

    @Test
    void pairsAreWalkedToTheirEnd() {
        Exploration exploration = begin(breaking(() -> new AssertionError("a made-up defect")));
        List<Seed> pairs = new Pairs(List.of(HANGS, BREAKS, DENIED), new Random(1)).next(10);

        exploration.play(pairs, 2, findings -> {});

        assertThat(exploration.findings().played()).hasSize(3);
        assertThat(exploration.findings().violated()).hasSize(2).allMatch(Findings.Played::brokeDown);
    }

    @Test
    void aSiteThatOnlyABrokenPerformanceHasReachedIsPutToTheTestAsWell() {
        Exploration exploration = begin(CAST.withWrapping(only("AssessOutage", surroundings -> {
            if (believesInNoBeginning(surroundings)) {
                surroundings.clients().rds(new RegionName("us-west-2")).describeDBClusters();
                throw new AssertionError("a made-up defect");
            }
        })));
        exploration.play(List.of(BREAKS), 1, findings -> {});
        assertThat(exploration.findings().unfaulted()).anyMatch(BreakdownTest::isBesides);

        int more = exploration.reachTheRest(2, findings -> {});

        assertThat(more).isPositive();
        assertThat(exploration.findings().size()).isEqualTo(1 + more);
        assertThat(exploration.findings().unfaulted()).noneMatch(BreakdownTest::isBesides);
    }

    private static boolean isBesides(CallSite site) {
        return site.function().equals("AssessOutage") && site.place().equals("?");
    }

    @Test
    void aReplayTellsTheStoryUntilItBreaks() {
        Recording recording =
                begin(breaking(() -> new AssertionError("a made-up defect"))).replay(BREAKS);

        assertThat(recording.ending().verdict()).isEqualTo("BREAKDOWN");
        assertThat(recording.ending().why()).startsWith("java.lang.AssertionError: a made-up defect");
        assertThat(recording.violations()).extracting(Violation::invariant).containsExactly("BREAKDOWN");
        assertThat(String.join("\n", recording.story()))
                .contains("Confirm the outage")
                .contains("java.lang.AssertionError: a made-up defect\n")
                .contains("at " + getClass().getName());
    }

    @Test
    void aPerformanceThatCannotEvenBeginIsOneOfThem() {
        AtomicInteger performances = new AtomicInteger();
        Exploration exploration = begin(CAST.withWrapping((name, _, handler) -> {
            if (name.equals("AssessOutage") && performances.incrementAndGet() == 2) {
                throw new IllegalStateException("there is no such function today");
            }
            return handler;
        }));

        exploration.play(List.of(HANGS, DENIED), 1, findings -> {});

        assertThat(exploration.findings().size()).isEqualTo(2);
        assertThat(exploration.findings().violated())
                .singleElement()
                .satisfies(broken -> assertThat(broken.violations().toString())
                        .contains("it could not even begin: java.lang.IllegalStateException: "
                                + "there is no such function today"));
    }

    @Test
    void withoutAGoldenPerformanceThereIsNothingToMeasureBy() {
        Cast cast = CAST.withWrapping(only("AssessOutage", _ -> {
            throw new AssertionError("a made-up defect");
        }));

        assertThatThrownBy(() -> Exploration.begin(cast, Scenario.falseAlarm()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("the scenario false-alarm breaks down even when nothing goes wrong, ")
                .hasMessageContaining("BREAKDOWN at call ")
                .hasMessageContaining("java.lang.AssertionError: a made-up defect");
    }

    @Test
    void aProcessThatHasNoMemoryLeftEndsEverything() {
        Exploration exploration = begin(breaking(() -> new OutOfMemoryError("made up")));

        assertThatThrownBy(() -> exploration.play(List.of(BREAKS, HANGS, DENIED), 1, findings -> {}))
                .hasMessageContaining("false-alarm/clock:-900s")
                .hasRootCauseInstanceOf(OutOfMemoryError.class);
        assertThat(exploration.findings().size()).isZero();
    }

    private static Exploration begin(Cast cast) {
        return Exploration.begin(cast, Scenario.falseAlarm());
    }

    /** A cast of whom one breaks down where the clock is far behind, in a way that no function can. */
    private static Cast breaking(Supplier<Error> how) {
        return CAST.withWrapping(only("AssessOutage", surroundings -> {
            if (believesInNoBeginning(surroundings)) {
                throw how.get();
            }
        }));
    }

    private static boolean believesInNoBeginning(Surroundings surroundings) {
        return surroundings.clock().instant().isBefore(BEGINNING);
    }

    private static Rigging.Wrapping only(String function, Aside aside) {
        return (name, surroundings, handler) -> name.equals(function)
                ? (event, answer) -> {
                    aside.before(surroundings);
                    handler.handle(event, answer);
                }
                : handler;
    }

    private interface Aside {
        void before(Surroundings surroundings);
    }
}
