package dev.pilotlight.rehearsal.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pilotlight.rehearsal.faults.CallFault;
import dev.pilotlight.rehearsal.faults.Fault;
import dev.pilotlight.rehearsal.faults.Incident;
import dev.pilotlight.rehearsal.invariants.Violation;
import dev.pilotlight.rehearsal.report.HeatMap;
import dev.pilotlight.rehearsal.report.RehearsalReport;
import dev.pilotlight.rehearsal.report.ReportJson;
import dev.pilotlight.rehearsal.report.ReportText;
import dev.pilotlight.twin.world.Walkthrough;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("thorough")
class ExplorationTest {
    private static final int PARTS = 250;

    private final Exploration exploration = Exploration.begin(Trial.shipped(), Scenario.failover());
    private final List<Seed> singles = exploration.candidates().singles();

    @Test
    void everyShardIsAPartAndTogetherTheyAreTheWhole() {
        List<Seed> together = new ArrayList<>();
        for (int part = 1; part <= 7; part++) {
            together.addAll(new Shard(part, 7).of(singles));
        }

        assertThat(together).containsExactlyInAnyOrderElementsOf(singles).doesNotHaveDuplicates();
    }

    @Test
    void everyShardHasWorkOfEveryKind() {
        for (int part = 1; part <= 4; part++) {
            assertThat(new Shard(part, 4).of(singles))
                    .hasSizeBetween(singles.size() / 4, singles.size() / 4 + 1)
                    .anyMatch(seed -> seed.toString().endsWith(":always"))
                    .anyMatch(seed -> seed.toString().endsWith(":hang"));
        }
    }

    @Test
    void everyCallSiteOfTheGoldenPerformanceMeetsEveryFaultThatAppliesToIt() {
        for (CallSite site : exploration.golden().sites().keySet()) {
            assertThat(singles)
                    .as("%s", site)
                    .anyMatch(seed -> seed.faults().getFirst() instanceof Fault.OnCall on
                            && exploration
                                    .golden()
                                    .exchanges()
                                    .get(on.call() - 1)
                                    .site()
                                    .equals(site));
        }
        assertThat(exploration.candidates().situations())
                .isLessThan(exploration.candidates().calls());
    }

    @Test
    void aPartOfTheExplorationBreaksNothingOnTwoWorkers() {
        List<Seed> part = new Shard(3, PARTS).of(singles);
        exploration.play(part, 2, findings -> {});

        assertThat(exploration.findings().violated()).isEmpty();
        assertThat(exploration.findings().played())
                .extracting(played -> played.seed().toString())
                .containsExactlyInAnyOrderElementsOf(
                        part.stream().map(Seed::toString).toList());
        RehearsalReport report =
                new RehearsalReport("shop", List.of(exploration), new Shard(3, PARTS), false, 1, Map.of());
        assertThat(report.isGood()).isTrue();
        assertThat(ReportText.of(report, List.of())).contains("Every invariant held in every performance.");
        assertThat(ReportJson.of(report).path("scenarios").asInt()).isEqualTo(part.size());
        assertThat(HeatMap.of(report, List.of("a <weak> point")))
                .contains("a &lt;weak&gt; point")
                .doesNotContain("http");
    }

    @Test
    void aPrimaryThatHangsInsteadOfFailingChangesNothing() {
        assertThat(exploration.violations(Seed.read("failover/20:primary-dark")))
                .isEmpty();
    }

    @Test
    void aFailoverThatASilentPrimaryDelaysByMoreThanTenSecondsBreaksS9() {
        Comparison comparison = new Comparison(exploration.golden(), Optional.of(Walkthrough.PRIMARY));
        Seed silence = Seed.read("failover/20:primary-dark");

        assertThat(comparison.with(later(silence, Duration.ofSeconds(10)))).isEmpty();
        assertThat(comparison.with(later(silence, Duration.ofSeconds(11))))
                .extracting(Violation::invariant)
                .containsExactly("S9");
        assertThat(new Comparison(exploration.golden(), Optional.empty()).with(later(silence, Duration.ofHours(1))))
                .isEmpty();
        assertThat(comparison.with(later(Seed.read("failover/20:recovery-dark"), Duration.ofSeconds(11))))
                .isEmpty();
    }

    /** The performance without faults, as if it had some and had taken longer. */
    private Recording later(Seed seed, Duration delay) {
        Recording golden = exploration.golden();
        return new Recording(
                seed,
                golden.ending(),
                golden.began(),
                golden.served().map(at -> at.plus(delay)),
                golden.calls(),
                golden.deliveries(),
                golden.violations(),
                golden.application(),
                golden.afterwards(),
                golden.leftToAPerson(),
                golden.sites(),
                golden.struck(),
                golden.exchanges(),
                golden.story());
    }

    @Test
    void seedsAreReadAsTheyAreWritten() {
        Seed seed = new Seed(
                "failover",
                List.of(
                        new Fault.OnCall(42, CallFault.LOST_ANSWER, true),
                        new Fault.AtCall(7, Incident.PRIMARY_DARK),
                        new Fault.Twice(3, Duration.ofMinutes(1)),
                        new Fault.Shortage(2, true),
                        new Fault.Skew(Duration.ofMinutes(-15))));

        assertThat(Seed.read(seed.toString())).isEqualTo(seed);
        assertThat(singles).allMatch(single -> Seed.read(single.toString()).equals(single));
        for (String nonsense : List.of("failover", "nowhere/1:hang", "failover/0:hang", "failover/1:hiccup")) {
            assertThatThrownBy(() -> Seed.read(nonsense)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void pairsAreDrawnTheSameWayFromTheSameNumber() {
        Pairs pairs = new Pairs(singles, new Random(7));
        List<Seed> first = pairs.next(20);

        assertThat(first).hasSize(20).isEqualTo(new Pairs(singles, new Random(7)).next(20));
        assertThat(pairs.next(20)).hasSize(20).doesNotContainAnyElementsOf(first);
    }

    @Test
    void ofFewFaultsEveryPairIsDrawnOnce() {
        Pairs pairs = new Pairs(singles.subList(0, 5), new Random(7));

        assertThat(pairs.there()).isEqualTo(10);
        assertThat(pairs.next(4)).hasSize(4);
        assertThat(pairs.next(100)).hasSize(6);
        assertThat(pairs.next(1)).isEmpty();
    }

    @Test
    void everyKindOfFaultMeetsEveryOtherBeforeTwoMeetAgain() {
        Set<String> kinds = singles.stream().map(ExplorationTest::kinds).collect(Collectors.toSet());
        int meetings = kinds.size() * (kinds.size() - 1) / 2;

        // A kind may meet itself as well, unless there is only one fault of it.
        List<Seed> drawn = new Pairs(singles, new Random(7)).next(meetings + kinds.size());

        Map<String, Long> met =
                drawn.stream().collect(Collectors.groupingBy(ExplorationTest::kinds, Collectors.counting()));
        assertThat(met.keySet().stream().filter(pair -> pair.contains(" and "))).hasSizeGreaterThanOrEqualTo(meetings);
    }

    /** The kinds of fault in a seed, each once. */
    private static String kinds(Seed seed) {
        return seed.faults().stream().map(Fault::title).distinct().sorted().collect(Collectors.joining(" and "));
    }

    @Test
    void theShortestSeedHasOnlyWhatIsNeeded() {
        Fault needed = new Fault.OnCall(9, CallFault.HANG, true);
        Seed seed = new Seed(
                "failover",
                List.of(new Fault.OnCall(3, CallFault.DENIED, false), needed, new Fault.AtCall(11, Incident.HEAL)));
        Shrinker shrinker = new Shrinker(candidate ->
                candidate.faults().stream().anyMatch(fault -> fault instanceof Fault.OnCall on && on.call() == 9));

        assertThat(shrinker.shrink(seed)).hasToString("failover/9:hang");
    }
}
