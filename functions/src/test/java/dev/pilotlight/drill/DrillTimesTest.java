package dev.pilotlight.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.ShopPlan;
import dev.pilotlight.step.BrokenInputException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DrillTimesTest {
    private static final Plan PLAN = ShopPlan.plan();
    private static final Duration BEFORE =
            PLAN.outage().window().plus(PLAN.fence().timeout());

    private static DrillTimes booting(Duration boot) {
        return new DrillTimes(Duration.ofMinutes(20), boot, Duration.ofSeconds(15));
    }

    @Test
    void whatAFailoverWouldTakeLeavesTheRestorationOut() {
        DrillTimes times = booting(Duration.ofSeconds(130));

        assertThat(times.expected(PLAN)).isEqualTo(BEFORE.plusSeconds(145));
        assertThat(times.leftForPromotion(PLAN))
                .isEqualTo(PLAN.objectives().rto().minus(BEFORE).minusSeconds(15));
        assertThat(times.facts(PLAN)).containsEntry("restoreSeconds", 1200L).containsEntry("bootSeconds", 130L);
    }

    @Test
    void theObjectiveHoldsToTheLastSecond() {
        Duration most = PLAN.objectives().rto().minus(BEFORE).minusSeconds(15);

        assertThat(booting(most).within(PLAN)).isTrue();
        assertThat(booting(most.plusMillis(1)).within(PLAN)).isFalse();
    }

    @Test
    void whatADrillDidNotComeToTookNoTime() {
        ObjectNode measured = JsonNodeFactory.instance.objectNode();
        measured.putObject("boot").put("start", "2026-03-01T12:00:00Z").put("end", "2026-03-01T12:02:10Z");

        assertThat(DrillTimes.of(measured))
                .isEqualTo(new DrillTimes(Duration.ZERO, Duration.ofSeconds(130), Duration.ZERO));
        measured.putObject("check").put("start", "noon");
        assertThatThrownBy(() -> DrillTimes.of(measured)).isInstanceOf(BrokenInputException.class);
    }
}
