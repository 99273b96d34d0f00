package dev.pilotlight.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilotlight.twin.physics.Physics;
import dev.pilotlight.twin.service.rds.Promotion;
import dev.pilotlight.twin.states.Execution;
import dev.pilotlight.twin.world.FrontDoor;
import dev.pilotlight.twin.world.Twin;
import dev.pilotlight.twin.world.Walkthrough;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every kind of tier, binding, promotion and switch, from the loss of the Region to the moved visitors. */
@Tag("thorough")
class SimulatedFeaturesTest {

    private static String servedBy(Twin twin) {
        return twin.resolve(Walkthrough.SHOP)
                .map(FrontDoor.NameServer.Answer::host)
                .orElse("nobody");
    }

    @Test
    void aManagedFailoverAScaledGroupASecretAndAMetric() {
        Drama drama = Features.managedGroupSecretAndMetric();
        Twin twin = drama.twin();
        assertThat(servedBy(twin)).startsWith("shop-east.");
        Execution failover = drama.disaster();
        assertThat(Drama.verdict(failover)).isEqualTo("SUCCEEDED");
        assertThat(twin.rds().promotions(Walkthrough.GLOBAL_CLUSTER))
                .extracting("how")
                .containsExactly(Promotion.FAILOVER);
        assertThat(twin.scaling().desired(Walkthrough.RECOVERY, Features.GROUP)).contains(2);
        assertThat(twin.secrets().value(Walkthrough.RECOVERY, Features.SECRET))
                .contains("{\"host\":\"shop-west.cluster-twin.us-west-2.rds.amazonaws.com\",\"password\":\"kept\"}");
        drama.pass(Duration.ofMinutes(5));
        assertThat(servedBy(twin)).startsWith("shop-west.");

        // S15: neither the old primary's return nor a metric that nobody publishes moves visitors back.
        twin.heal(Walkthrough.PRIMARY);
        twin.strike(Walkthrough.RECOVERY, Set.of("monitoring"));
        twin.heal(Walkthrough.PRIMARY);
        drama.pass(Duration.ofMinutes(30));
        assertThat(servedBy(twin)).startsWith("shop-west.");
    }

    @Test
    void routingControlsTurnThroughWhicheverEndpointIsAlive() {
        Drama drama = new Drama(Physics.defaults(), Features::routingControls, twin -> Features.routingControls(twin))
                .prepared();
        drama.twin().strike("eu-west-1", Set.of("route53-recovery-cluster"));
        drama.twin().strike(Walkthrough.PRIMARY, Set.of("ec2", "rds", "s3", "route53-recovery-cluster"));
        Execution failover = drama.disaster();
        assertThat(Drama.verdict(failover)).isEqualTo("SUCCEEDED");
        drama.pass(Duration.ofMinutes(2));
        assertThat(servedBy(drama.twin())).startsWith("shop-west.");
    }

    @Test
    void aRunThatTurnsBackLowersTheGroupAgain() {
        Drama drama = new Drama(
                        Physics.defaults(),
                        plan -> {
                            Features.scalingGroupFirst(plan);
                            Features.brokenStaticSite(plan);
                        },
                        twin -> Features.scalingGroup(twin))
                .prepared();
        Execution failover = drama.disaster();
        assertThat(Drama.verdict(failover)).isEqualTo("SAFE_ABORTED");
        assertThat(drama.calls().stream().filter(call -> call.operation().equals("UpdateAutoScalingGroup")))
                .as("raised, and lowered again")
                .hasSize(2);
        assertThat(drama.twin().scaling().desired(Walkthrough.RECOVERY, Features.GROUP))
                .contains(0);
        assertThat(drama.twin().rds().promotions(Walkthrough.GLOBAL_CLUSTER)).isEmpty();
    }
}
