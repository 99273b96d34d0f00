package dev.pilotlight.twin.service.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pilotlight.twin.service.TestTwin;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.route53recoverycluster.Route53RecoveryClusterClient;
import software.amazon.awssdk.services.route53recoverycluster.model.ConflictException;
import software.amazon.awssdk.services.route53recoverycluster.model.ResourceNotFoundException;
import software.amazon.awssdk.services.route53recoverycluster.model.RoutingControlState;
import software.amazon.awssdk.services.route53recoverycluster.model.UpdateRoutingControlStateEntry;

class RoutingClusterTest {
    private static final String EAST = "arn:aws:route53-recovery-control::111111111111:controlpanel/"
            + "0123456789abcdef0123456789abcdef/routingcontrol/0123456789abcde0";
    private static final String WEST = EAST.substring(0, EAST.length() - 1) + "1";

    private final RoutingCluster service = new RoutingCluster();
    private final TestTwin twin = new TestTwin(service);
    private final Route53RecoveryClusterClient ireland =
            twin.client(Route53RecoveryClusterClient.builder(), "eu-west-1");

    @BeforeEach
    void theEastServes() {
        service.add(EAST, true);
        service.add(WEST, false);
        service.addSafetyRule("somebody-serves", List.of(EAST, WEST), 1);
    }

    private static UpdateRoutingControlStateEntry entry(String arn, RoutingControlState state) {
        return UpdateRoutingControlStateEntry.builder()
                .routingControlArn(arn)
                .routingControlState(state)
                .build();
    }

    @Test
    void everyEndpointTellsTheSame() {
        ireland.updateRoutingControlStates(update -> update.updateRoutingControlStateEntries(
                entry(EAST, RoutingControlState.OFF), entry(WEST, RoutingControlState.ON)));
        Route53RecoveryClusterClient tokyo = twin.client(Route53RecoveryClusterClient.builder(), "ap-northeast-1");
        assertThat(tokyo.getRoutingControlState(get -> get.routingControlArn(EAST))
                        .routingControlState())
                .isEqualTo(RoutingControlState.OFF);
        assertThat(service.isOn(WEST)).isTrue();
    }

    @Test
    void aChangeAgainstASafetyRuleIsRefusedAsAWhole() {
        assertThatThrownBy(() -> ireland.updateRoutingControlState(
                        update -> update.routingControlArn(EAST).routingControlState(RoutingControlState.OFF)))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("somebody-serves");
        assertThat(service.isOn(EAST)).isTrue();
    }

    @Test
    void thereAreFiveEndpoints() {
        Route53RecoveryClusterClient nowhere = twin.client(Route53RecoveryClusterClient.builder(), "eu-north-1");
        assertThatThrownBy(() -> nowhere.getRoutingControlState(get -> get.routingControlArn(EAST)))
                .isInstanceOf(ResourceNotFoundException.class);
    }
}
