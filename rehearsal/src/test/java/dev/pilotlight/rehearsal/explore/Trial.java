package dev.pilotlight.rehearsal.explore;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.rehearsal.PlanFile;
import dev.pilotlight.rehearsal.Repository;
import dev.pilotlight.rehearsal.faults.Fault;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A scenario as the tests of this room play it: with the walk-through's plan, or almost, where nothing takes long. */
record Trial(Cast cast, Scenario scenario) {
    private static final Repository REPOSITORY = Repository.around(Path.of(""));

    /** Everybody there is, for the walk-through's plan. */
    static Cast shipped() {
        return withPlan(plan -> {});
    }

    /** The same where databases are promoted in this way, {@code detach} or {@code managed}. */
    static Cast promotingBy(String strategy) {
        return withPlan(plan -> plan.withObject("/databases/0").put("strategy", strategy));
    }

    /** The same for a plan that differs from the walk-through's. */
    static Cast withPlan(Consumer<ObjectNode> change) {
        ObjectNode plan = PlanFile.read(REPOSITORY.plan());
        change.accept(plan);
        return Cast.of(REPOSITORY, plan, BriskPhysics.physics());
    }

    /** Without faults and with every detail: what all other performances are measured by. */
    Recording golden() {
        return told();
    }

    /** With every detail. */
    Recording told(Fault... faults) {
        return Performance.of(cast, scenario, List.of(faults), true);
    }

    /** Without details, and no invariant may break. */
    Recording played(Fault... faults) {
        Recording recording = Performance.of(cast, scenario, List.of(faults), false);
        assertThat(recording.violations()).as(Arrays.toString(faults)).isEmpty();
        return recording;
    }

    /** The index of the first call of an operation, like {@code rds:CreateDBCluster}, whoever makes it. */
    static int call(Recording detailed, String operation) {
        return first(calls(detailed, operation));
    }

    /** The index of the first call of an operation by a function. */
    static int call(Recording detailed, String function, String operation) {
        return first(calls(detailed, function, operation));
    }

    /** All calls of an operation. */
    static Stream<Exchange> calls(Recording detailed, String operation) {
        return detailed.exchanges().stream()
                .filter(exchange -> exchange.site().operation().equals(operation));
    }

    /** All calls of an operation by a function. */
    static Stream<Exchange> calls(Recording detailed, String function, String operation) {
        return calls(detailed, operation)
                .filter(exchange -> exchange.site().function().equals(function));
    }

    private static int first(Stream<Exchange> calls) {
        return calls.findFirst().orElseThrow().index();
    }
}
