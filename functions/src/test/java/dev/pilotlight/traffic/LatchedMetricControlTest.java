package dev.pilotlight.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.InMemoryJournalTable;
import dev.pilotlight.journal.Plans;
import dev.pilotlight.journal.TrafficLatch;
import dev.pilotlight.plan.Documents;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.PlanName;
import dev.pilotlight.plan.PlanWriter;
import dev.pilotlight.plan.ShopPlan;
import dev.pilotlight.plan.TrafficSwitch.LatchedMetric;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.RetryableUnavailableException;
import dev.pilotlight.traffic.TrafficControl.Position;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LatchedMetricControlTest extends TrafficControlContract {
    private final LatchedMetric metric = new LatchedMetric("Shop", "primary-is-serving", Duration.ofSeconds(60));
    private final Plan plan = ShopPlan.with(
            document -> document.set(
                    "traffic",
                    Documents.json(
                            "{'kind':'latchedMetric','namespace':'Shop','metric':'primary-is-serving','healthCheckInterval':'60s'}")));
    private final TrafficLatch latch = new TrafficLatch(new InMemoryJournalTable());
    private final Samples samples = new Samples();

    @Override
    TrafficControl control() {
        return new LatchedMetricControl(plan.plan(), metric, latch, samples);
    }

    private Outcome publish() {
        return new PublishSwitches(new SomePlans(plan, List.of()), latch, samples).publish();
    }

    private void shift() throws Exception {
        control()
                .shiftToRecovery(
                        run.permit(new Act(Act.Kind.SHIFT_TRAFFIC, control().name(), "to recovery")));
    }

    @Test
    void aSwitchThatWasNeverMovedIsNotPublished() {
        assertThat(publish()).isEqualTo(Outcome.done(Map.of("published", List.of())));
        assertThat(samples.published).isEmpty();
    }

    @Test
    void aMovedSwitchIsPublishedForEver() throws Exception {
        shift();
        for (int minute = 0; minute < 3; minute++) {
            run.pass(Duration.ofMinutes(1));
            assertThat(publish()).isEqualTo(Outcome.done(Map.of("published", List.of("shop: RECOVERY"))));
        }
        assertThat(samples.published).containsExactly(0.0, 0.0, 0.0, 0.0);
    }

    @Test
    void aSampleThatCannotBePublishedLeavesTheSwitchWhereItIs() {
        samples.broken = true;
        assertThatThrownBy(this::shift).isInstanceOf(RetryableUnavailableException.class);
        assertThat(control().position()).isEqualTo(Position.PRIMARY);
    }

    @Test
    void aPlanThatIsNotValidDoesNotKeepTheOthersFromTheirSamples() throws Exception {
        shift();
        samples.published.clear();
        new PublishSwitches(new SomePlans(plan, List.of("broken")), latch, samples).publish();
        assertThat(samples.published).containsExactly(0.0);
    }

    private static final class Samples implements SwitchMetric {
        private final List<Double> published = new ArrayList<>();
        private boolean broken;

        @Override
        public void publish(LatchedMetric metric, boolean primaryServes) {
            if (broken) {
                throw new RetryableUnavailableException("no answer");
            }
            published.add(primaryServes ? 1.0 : 0.0);
        }
    }

    private record SomePlans(Plan plan, List<String> invalid) implements Plans {
        @Override
        public List<PlanName> names() {
            List<PlanName> names = new ArrayList<>();
            for (String name : invalid) {
                names.add(new PlanName(name));
            }
            names.add(plan.plan());
            return names;
        }

        @Override
        public Optional<Stored> newest(PlanName name) {
            return Optional.of(new Stored(
                    "1", name.equals(plan.plan()) ? PlanWriter.write(plan) : JsonNodeFactory.instance.objectNode()));
        }

        @Override
        public Optional<Stored> version(PlanName name, String version) {
            return newest(name);
        }
    }
}
