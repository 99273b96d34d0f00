package dev.pilotlight.compute;

import dev.pilotlight.aws.AwsErrors;
import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Permit;
import dev.pilotlight.plan.InstanceId;
import dev.pilotlight.plan.TargetGroupArn;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;

/** Target groups of Elastic Load Balancing. */
public final class ElasticTargetGroups implements TargetGroups {
    private final ElasticLoadBalancingV2Client loadBalancing;

    public ElasticTargetGroups(ElasticLoadBalancingV2Client loadBalancing) {
        this.loadBalancing = loadBalancing;
    }

    @Override
    public SortedSet<InstanceId> registered(TargetGroupArn group) {
        try {
            return loadBalancing
                    .describeTargetHealth(describe -> describe.targetGroupArn(group.value()))
                    .targetHealthDescriptions()
                    .stream()
                    .filter(target -> target.targetHealth() == null
                            || target.targetHealth().state() != TargetHealthStateEnum.DRAINING)
                    .map(target -> new InstanceId(target.target().id()))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (SdkException failure) {
            throw AwsErrors.translate(failure);
        }
    }

    @Override
    public void register(Permit permit, TargetGroupArn group, List<InstanceId> ids) {
        permit.spendOn(Act.Kind.REGISTER_TARGETS, group.value());
        try {
            loadBalancing.registerTargets(
                    register -> register.targetGroupArn(group.value()).targets(targets(ids)));
        } catch (SdkException failure) {
            throw AwsErrors.translate(failure);
        }
    }

    @Override
    public void deregister(Permit permit, TargetGroupArn group, List<InstanceId> ids) {
        permit.spendOn(Act.Kind.DEREGISTER_TARGETS, group.value());
        try {
            loadBalancing.deregisterTargets(
                    deregister -> deregister.targetGroupArn(group.value()).targets(targets(ids)));
        } catch (SdkException failure) {
            throw AwsErrors.translate(failure);
        }
    }

    private static List<TargetDescription> targets(List<InstanceId> ids) {
        return ids.stream()
                .map(id -> TargetDescription.builder().id(id.value()).build())
                .toList();
    }
}
