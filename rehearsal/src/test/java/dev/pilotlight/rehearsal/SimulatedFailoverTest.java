package dev.pilotlight.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.twin.physics.Physics;
import dev.pilotlight.twin.states.Execution;
import dev.pilotlight.twin.states.ExecutionStatus;
import dev.pilotlight.twin.world.Walkthrough;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SimulatedFailoverTest {
    private static final Repository REPOSITORY = Repository.around(Path.of(""));
    private static final Set<String> SILENT = Set.of("ec2", "rds", "s3");

    private final Stage stage = Stage.simulated(REPOSITORY, PlanFile.read(REPOSITORY.plan()), Physics.defaults());

    @Test
    void anAlarmBringsTheApplicationUpInTheRecoveryRegion() {
        stage.timeline().advance(Duration.ofMinutes(10));
        ObjectNode input =
                JsonNodeFactory.instance.objectNode().put("plan", "shop").put("create", true);
        Execution sync = stage.start("sync-images", "sync-1", input);
        stage.runToEnd(sync, Duration.ofHours(3));
        assertThat(sync.status()).as("%s", sync.cause()).isEqualTo(ExecutionStatus.SUCCEEDED);

        stage.twin().strike(Walkthrough.PRIMARY, SILENT);
        stage.timeline()
                .runUntil(
                        () -> stage.latest("failover").isPresent(),
                        stage.timeline().now().plus(Duration.ofMinutes(10)));
        Execution failover = stage.latest("failover").orElseThrow();
        stage.runToEnd(failover, Duration.ofHours(2));
        assertThat(failover.status()).as("%s", failover.cause()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(failover.output().orElseThrow().path("verdict").asText())
                .as("%s", failover.output())
                .isEqualTo("SUCCEEDED");
        stage.timeline().advance(Duration.ofMinutes(1));
        assertThat(stage.twin().resolve(Walkthrough.SHOP).orElseThrow().host()).startsWith("shop-west.");
    }
}
