package dev.pilotlight.rehearsal.seeded;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.rehearsal.PlanFile;
import dev.pilotlight.rehearsal.Repository;
import dev.pilotlight.rehearsal.explore.BriskPhysics;
import dev.pilotlight.rehearsal.explore.Cast;
import dev.pilotlight.rehearsal.explore.Exchange;
import dev.pilotlight.rehearsal.explore.Performance;
import dev.pilotlight.rehearsal.explore.Recording;
import dev.pilotlight.rehearsal.explore.Scenario;
import dev.pilotlight.rehearsal.faults.CallFault;
import dev.pilotlight.rehearsal.faults.Fault;
import dev.pilotlight.rehearsal.faults.Incident;
import dev.pilotlight.rehearsal.invariants.Violation;
import dev.pilotlight.twin.physics.DatabasePhysics;
import dev.pilotlight.twin.physics.Physics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A defect, and where to look for it.
 *
 * @param name what is wrong, as a person would say it
 * @param invariant which one must catch it
 * @param scenario in which it shows
 * @param plan what is different in the plan
 * @param physics what is different in nature
 * @param change puts the defect in
 * @param fault what has to go wrong for it to show; none when it shows anyway
 */
record Defect(
        String name,
        String invariant,
        Scenario scenario,
        Consumer<ObjectNode> plan,
        UnaryOperator<Physics> physics,
        UnaryOperator<Cast> change,
        Optional<Where> fault) {

    /** Stands for an invariant where a fault must cost visitors no moment. */
    static final String ON_TIME = "RTO";

    /** Where a fault strikes: at the first call of an operation that a function makes. */
    record Where(String function, String operation, Function<Exchange, Fault> what) {

        Fault in(Recording golden) {
            return what.apply(golden.exchanges().stream()
                    .filter(exchange -> exchange.site().function().equals(function)
                            && exchange.site().operation().equals(operation))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(function + " never calls " + operation)));
        }
    }

    /** What the performances of the defect break. */
    List<Violation> caught(Repository repository) {
        ObjectNode document = PlanFile.read(repository.plan());
        plan.accept(document);
        Cast cast = change.apply(Cast.of(repository, document, physics.apply(BriskPhysics.physics())));
        Recording golden = Performance.of(cast, scenario, List.of(), fault.isPresent());
        List<Violation> violations = new ArrayList<>(golden.violations());
        fault.map(where -> Performance.of(cast, scenario, List.of(where.in(golden)), false))
                .ifPresent(faulty -> {
                    violations.addAll(faulty.violations());
                    later(golden, faulty).ifPresent(violations::add);
                });
        return violations;
    }

    /** No invariant says how long visitors wait; where nobody may wait for what has failed, the golden run does. */
    private static Optional<Violation> later(Recording golden, Recording faulty) {
        return golden.took().equals(faulty.took())
                ? Optional.empty()
                : Optional.of(new Violation(
                        ON_TIME,
                        0,
                        faulty.began(),
                        "visitors wait for " + time(faulty) + " instead of " + time(golden)));
    }

    private static String time(Recording recording) {
        return recording.took().map(Duration::toString).orElse("ever");
    }

    /** Whether the right invariant is among what was broken. */
    boolean isCaughtBy(List<Violation> violations) {
        return violations.stream().anyMatch(violation -> violation.invariant().equals(invariant));
    }

    static Defect of(String name, String invariant, UnaryOperator<Cast> change) {
        return new Defect(
                name, invariant, Scenario.failover(), plan -> {}, UnaryOperator.identity(), change, Optional.empty());
    }

    Defect inScenario(Scenario other) {
        return new Defect(name, invariant, other, plan, physics, change, fault);
    }

    Defect withPlan(Consumer<ObjectNode> other) {
        return new Defect(name, invariant, scenario, other, physics, change, fault);
    }

    /**
     * In a world whose database is five minutes behind, so that an honest run asks before its promotion, and nobody
     * answers.
     */
    Defect withLag() {
        return withDatabases(database -> database.withReplicationLag(Duration.ofMinutes(5)));
    }

    /** In a world where it takes so long until a cluster that is detached or failed over to takes writes. */
    Defect withPromotionsOf(Duration span) {
        return withDatabases(database -> database.withPromotion(span));
    }

    private Defect withDatabases(UnaryOperator<DatabasePhysics> other) {
        return new Defect(name, invariant, scenario, plan, nature -> nature.withDatabase(other), change, fault);
    }

    Defect when(String function, String operation, CallFault kind, boolean always) {
        return when(function, operation, call -> new Fault.OnCall(call.index(), kind, always));
    }

    Defect whenTwice(String function, String operation) {
        return when(function, operation, call -> new Fault.Twice(call.delivery(), Duration.ZERO));
    }

    /** On a way home that is given up for a failover right after this call. */
    Defect whenGivenUp(String function, String operation) {
        return inScenario(Scenario.failback())
                .when(function, operation, call -> new Fault.AtCall(call.index() + 1, Incident.GIVEN_UP));
    }

    private Defect when(String function, String operation, Function<Exchange, Fault> what) {
        return new Defect(
                name, invariant, scenario, plan, physics, change, Optional.of(new Where(function, operation, what)));
    }
}
