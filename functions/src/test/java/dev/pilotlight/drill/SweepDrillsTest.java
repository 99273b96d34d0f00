package dev.pilotlight.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilotlight.drill.Leftovers.Leftover;
import dev.pilotlight.fixture.OpenRun;
import dev.pilotlight.plan.PlanName;
import dev.pilotlight.plan.ShopPlan;
import dev.pilotlight.step.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SweepDrillsTest {
    private static final PlanName ORPHANED = new PlanName("bakery");
    private static final PlanName HELD = new PlanName("shop");

    private final OpenRun run = OpenRun.of(ShopPlan.plan());
    private final List<PlanName> started = new ArrayList<>();

    private Outcome sweep(Leftover... leftovers) {
        SweepDrills sweep = new SweepDrills(() -> List.of(leftovers), run.holders(), (plan, now) -> {
            started.add(plan);
            return "sweep-" + plan;
        });
        return sweep.sweep(run.now());
    }

    private Leftover instance(PlanName plan, Duration age) {
        Instant since = run.now().minus(age);
        return new Leftover(plan, "instance i-1", since);
    }

    @Test
    void whatIsOldAndBelongsToNobodyIsSwept() {
        Outcome outcome = sweep(instance(ORPHANED, Duration.ofMinutes(10)), instance(ORPHANED, Duration.ofHours(9)));

        assertThat(started).containsExactly(ORPHANED);
        assertThat(outcome).isEqualTo(Outcome.done(Map.of("started", List.of("sweep-bakery"), "held", Map.of())));
    }

    @Test
    void whatIsYoungMayBelongToADrillThatHasJustBegun() {
        sweep(instance(ORPHANED, Duration.ofMinutes(9)));

        assertThat(started).isEmpty();
    }

    @Test
    void aPlanThatARunHoldsIsLeftAlone() {
        Outcome outcome = sweep(instance(HELD, Duration.ofHours(1)));

        assertThat(started).isEmpty();
        assertThat(outcome).isEqualTo(Outcome.done(Map.of("started", List.of(), "held", Map.of("shop", "shop-1"))));
    }
}
