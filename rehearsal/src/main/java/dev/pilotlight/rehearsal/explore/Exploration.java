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

    /** Plays the scenario once without faults; that performance is what all others are measured by. */
    public static Exploration begin(Cast cast, Scenario scenario) {
        return new Exploration(cast, scenario, Performance.of(cast, scenario, List.of(), true));
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
            judge(Performance.of(own, scenario, seed.faults(), false));
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

    private void judge(Recording recording) {
        findings.add(recording, comparison.with(recording));
    }

    /** Plays one seed with every detail. */
    public Recording replay(Seed seed) {
        return Performance.of(cast, scenario, seed.faults(), true);
    }

    /** Everything that a performance broke: invariants, and the likeness to the one without faults. */
    public List<Violation> violations(Seed seed) {
        Recording recording = Performance.of(cast, scenario, seed.faults(), false);
        List<Violation> violations = new ArrayList<>(recording.violations());
        violations.addAll(comparison.with(recording));
        return violations;
    }
}
