package dev.pilotlight.compute;

import dev.pilotlight.aws.AwsErrors;
import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Permit;
import dev.pilotlight.plan.InstanceId;
import dev.pilotlight.plan.TargetGroupArn;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;

/** Target groups of Elastic Load Balancing. */
public final class ElasticTargetGroups implements TargetGroups {
    private final ElasticLoadBalancingV2Client loadBalancing;

    public ElasticTargetGroups(ElasticLoadBalancingV2Client loadBalancing) {
        this.loadBalancing = loadBalancing;
    }

    @Override
    public SortedMap<InstanceId, Health> targets(TargetGroupArn group) {
        try {
            SortedMap<InstanceId, Health> targets = new TreeMap<>();
            loadBalancing
                    .describeTargetHealth(describe -> describe.targetGroupArn(group.value()))
                    .targetHealthDescriptions()
                    .stream()
                    .filter(target -> state(target) != TargetHealthStateEnum.DRAINING)
                    .forEach(
                            target -> targets.put(new InstanceId(target.target().id()), health(state(target))));
            return targets;
        } catch (SdkException failure) {
            throw AwsErrors.translate(failure);
        }
    }

    @Override
    public void register(Permit permit, TargetGroupArn group, List<InstanceId> ids) {
        permit.spendOn(Act.Kind.REGISTER_TARGETS, group.value());
        try {
            loadBalancing.registerTargets(
                    register -> register.targetGroupArn(group.value()).targets(descriptions(ids)));
        } catch (SdkException failure) {
            throw AwsErrors.translate(failure);
        }
    }

    @Override
    public void deregister(Permit permit, TargetGroupArn group, List<InstanceId> ids) {
        permit.spendOn(Act.Kind.DEREGISTER_TARGETS, group.value());
        try {
            loadBalancing.deregisterTargets(
                    deregister -> deregister.targetGroupArn(group.value()).targets(descriptions(ids)));
        } catch (SdkException failure) {
            throw AwsErrors.translate(failure);
        }
    }

    private static TargetHealthStateEnum state(TargetHealthDescription target) {
        return target.targetHealth() == null || target.targetHealth().state() == null
                ? TargetHealthStateEnum.UNKNOWN_TO_SDK_VERSION
                : target.targetHealth().state();
    }

    /** A target of a group that no load balancer uses is never checked: it is not healthy. */
    private static Health health(TargetHealthStateEnum state) {
        return switch (state) {
            case HEALTHY -> Health.PASSED;
            case UNHEALTHY, UNHEALTHY_DRAINING -> Health.FAILED;
            case INITIAL, UNUSED, DRAINING, UNAVAILABLE, UNKNOWN_TO_SDK_VERSION -> Health.UNDER_WAY;
        };
    }

    private static List<TargetDescription> descriptions(List<InstanceId> ids) {
        return ids.stream()
                .map(id -> TargetDescription.builder().id(id.value()).build())
                .toList();
    }
}
