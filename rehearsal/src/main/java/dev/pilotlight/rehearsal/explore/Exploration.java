package dev.pilotlight.rehearsal.explore;

import dev.pilotlight.rehearsal.faults.CallFault;
import dev.pilotlight.rehearsal.faults.Fault;
import dev.pilotlight.rehearsal.invariants.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Plays one scenario of one plan against many faults, and judges each performance by the one without any. */
public final class Exploration {
    private final Cast cast;
    private final Scenario scenario;
    private final Recording golden;
    private final Candidates candidates;
    private final Comparison comparison;
    private final Findings findings = new Findings();

    private Exploration(Cast cast, Scenario scenario, Recording golden) {
        this.cast = cast;
        this.scenario = scenario;
        this.golden = golden;
        this.comparison = new Comparison(
                golden, Optional.of(cast.plan().regions().primary().value()).filter(primary -> scenario.disaster()));
        this.candidates = new Candidates(scenario, scenario.launched(cast.plan()), golden);
    }

    /**
     * Plays the scenario once without faults; that performance is what all others are measured by.
     *
     * @throws UnplayableException when the scenario cannot even begin with this plan
     * @throws IllegalStateException when that performance breaks down
     */
    public static Exploration begin(Cast cast, Scenario scenario) {
        Recording golden = Performance.of(cast, scenario, List.of(), true);
        if (golden.brokeDown()) {
            throw new IllegalStateException("the scenario " + scenario.name()
                    + " breaks down even when nothing goes wrong, so that there is nothing to measure by: "
                    + golden.violations().getLast());
        }
        return new Exploration(cast, scenario, golden);
    }

    public Scenario scenario() {
        return scenario;
    }

    /** The performance without faults. */
    public Recording golden() {
        return golden;
    }

    public Candidates candidates() {
        return candidates;
    }

    public Findings findings() {
        return findings;
    }

    /**
     * Plays seeds side by side.
     *
     * @param workers how many at once
     * @param afterEach told after each performance, by whichever worker has played it
     */
    public void play(List<Seed> seeds, int workers, Consumer<Findings> afterEach) {
        new Workers(cast, workers).all(seeds, (own, seed) -> {
            Recording recording = Performance.of(own, scenario, seed.faults(), false);
            findings.add(recording, violations(recording));
            afterEach.accept(findings);
        });
    }

    /**
     * Sends a fault to every call site that only a performance with faults has reached, by adding it to those faults.
     *
     * @return how many performances that took
     */
    public int reachTheRest(int workers, Consumer<Findings> afterEach) {
        List<Seed> more = new ArrayList<>();
        for (CallSite site : findings.unfaulted()) {
            Seed seed = findings.seedThatReaches(site);
            Recording recording = Performance.of(cast, scenario, seed.faults(), false);
            Optional.ofNullable(recording.sites().get(site)).ifPresent(call -> more.addAll(second(seed, call)));
        }
        play(more, workers, afterEach);
        return more.size();
    }

    private static List<Seed> second(Seed seed, int call) {
        List<Seed> more = new ArrayList<>();
        for (CallFault kind :
                List.of(CallFault.SERVER_ERROR, CallFault.HANG, CallFault.LOST_ANSWER, CallFault.CRASH_BEFORE)) {
            List<Fault> faults = new ArrayList<>(seed.faults());
            faults.add(new Fault.OnCall(call, kind, false));
            more.add(new Seed(seed.scenario(), faults));
        }
        return more;
    }

    /** Plays one seed with every detail. */
    public Recording replay(Seed seed) {
        return Performance.of(cast, scenario, seed.faults(), true);
    }

    /** Everything that a performance breaks. */
    public List<Violation> violations(Seed seed) {
        return violations(Performance.of(cast, scenario, seed.faults(), false));
    }

    /**
     * Everything that a performance broke: invariants, and the likeness to the one without faults. One that broke down
     * never came to an end that could be compared.
     */
    public List<Violation> violations(Recording recording) {
        List<Violation> violations = new ArrayList<>(recording.violations());
        if (!recording.brokeDown()) {
            violations.addAll(comparison.with(recording));
        }
        return violations;
    }
}
