package dev.pilotlight.fence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilotlight.fixture.OpenRun;
import dev.pilotlight.plan.ShopPlan;
import dev.pilotlight.step.Outcome;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class LookAtFenceTest {
    private final OpenRun run = OpenRun.of(ShopPlan.plan());
    private final NetworkInMemory network = new NetworkInMemory();

    private Map<String, Object> look() {
        return ((Outcome.Done) new LookAtFence(List.of(new SubnetBarrier(network, run.plan(), run.run()))).advance())
                .evidence();
    }

    @Test
    void aNetworkThatAnswersCanBeClosed() {
        assertThat(look()).containsEntry("possible", true).containsEntry("obstacles", Map.of());
    }

    @Test
    void lookingChangesNothing() {
        look();

        assertThat(new TreeSet<>(network.calls())).containsExactly("gates", "subnets");
        assertThat(network.isOpen()).isTrue();
    }

    @Test
    void aPrimaryThatDoesNotAnswerIsAnObstacleAndNoFailure() {
        network.fallSilent();

        assertThat(look())
                .containsEntry("possible", false)
                .containsEntry("obstacles", Map.of("networkAcl", "no answer"));
    }

    @Test
    void withoutAMethodNoFenceIsPossible() {
        assertThat(((Outcome.Done) new LookAtFence(List.of()).advance()).evidence())
                .containsEntry("possible", false);
    }
}
