package dev.pilotlight.twin.service.elb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pilotlight.twin.service.TestTwin;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.InvalidTargetException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerNotFoundException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupNotFoundException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealth;

class LoadBalancingTest {
    private static final String GROUP =
            "arn:aws:elasticloadbalancing:us-west-2:111111111111:targetgroup/shop/0123456789abcdef";
    private static final String HOST = "shop-1.us-west-2.elb.amazonaws.com";

    private final Map<String, Boolean> answering = new TreeMap<>(Map.of("i-0a", true, "i-0b", false));
    private final LoadBalancing balancing = new LoadBalancing(
            Duration.ofSeconds(5),
            Duration.ofSeconds(300),
            (region, instance, now) -> Optional.ofNullable(answering.get(instance)));
    private final TestTwin twin = new TestTwin(balancing);
    private final ElasticLoadBalancingV2Client west =
            twin.client(ElasticLoadBalancingV2Client.builder(), TestTwin.WEST);

    @BeforeEach
    void aLoadBalancerStands() {
        balancing.add(GROUP, HOST, 8080);
    }

    @Test
    void aTargetServesWhenItIsRegisteredAndAnswers() {
        west.registerTargets(request -> request.targetGroupArn(GROUP).targets(target("i-0a"), target("i-0b")));
        assertThat(health("i-0a").stateAsString()).isEqualTo("initial");
        assertThat(serving()).isEmpty();
        twin.timeline.advance(Duration.ofSeconds(5));
        assertThat(health("i-0a").stateAsString()).isEqualTo("healthy");
        assertThat(health("i-0b").stateAsString()).isEqualTo("unhealthy");
        assertThat(serving()).containsExactly("i-0a");
        answering.put("i-0b", true);
        assertThat(serving()).containsExactly("i-0a", "i-0b");
    }

    @Test
    void aTargetThatLeavesDrains() {
        west.registerTargets(request -> request.targetGroupArn(GROUP).targets(target("i-0a")));
        twin.timeline.advance(Duration.ofSeconds(5));
        west.deregisterTargets(request -> request.targetGroupArn(GROUP).targets(target("i-0a")));
        assertThat(health("i-0a").stateAsString()).isEqualTo("draining");
        assertThat(serving()).isEmpty();
        twin.timeline.advance(Duration.ofMinutes(5));
        assertThat(health("i-0a").reasonAsString()).isEqualTo("Target.NotRegistered");
    }

    @Test
    void onlyARunningInstanceIsRegistered() {
        assertThatThrownBy(() -> west.registerTargets(
                        request -> request.targetGroupArn(GROUP).targets(target("i-0f"))))
                .isInstanceOf(InvalidTargetException.class);
    }

    @Test
    void groupsAndLoadBalancersBelongToTheirRegion() {
        assertThat(west.describeTargetGroups().targetGroups().getFirst().loadBalancerArns())
                .isEqualTo(west.describeLoadBalancers().loadBalancers().stream()
                        .map(balancer -> balancer.loadBalancerArn())
                        .toList());
        assertThat(west.describeLoadBalancers(request -> request.names("shop")).loadBalancers())
                .extracting("dnsName")
                .containsExactly(HOST);
        ElasticLoadBalancingV2Client east = twin.client(ElasticLoadBalancingV2Client.builder(), TestTwin.EAST);
        assertThat(east.describeTargetGroups().targetGroups()).isEmpty();
        assertThatThrownBy(() -> east.describeTargetHealth(request -> request.targetGroupArn(GROUP)))
                .isInstanceOf(TargetGroupNotFoundException.class);
        assertThatThrownBy(() -> east.describeLoadBalancers(request -> request.names("shop")))
                .isInstanceOf(LoadBalancerNotFoundException.class);
    }

    private static TargetDescription target(String id) {
        return TargetDescription.builder().id(id).build();
    }

    private TargetHealth health(String id) {
        return west.describeTargetHealth(
                        request -> request.targetGroupArn(GROUP).targets(target(id)))
                .targetHealthDescriptions()
                .getFirst()
                .targetHealth();
    }

    private List<String> serving() {
        return balancing.serving(HOST, twin.timeline.now()).stream()
                .map(LoadBalancing.Server::instanceId)
                .toList();
    }
}
