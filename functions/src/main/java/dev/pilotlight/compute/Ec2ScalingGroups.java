package dev.pilotlight.compute;

import dev.pilotlight.aws.AwsErrors;
import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Permit;
import dev.pilotlight.plan.InstanceId;
import dev.pilotlight.step.RetryableConflictException;
import java.util.Comparator;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.LifecycleState;
import software.amazon.awssdk.services.autoscaling.model.ResourceContentionException;
import software.amazon.awssdk.services.autoscaling.model.ScalingActivityInProgressException;

/** Groups of Amazon EC2 Auto Scaling. */
public final class Ec2ScalingGroups implements ScalingGroups {
    private final AutoScalingClient scaling;

    public Ec2ScalingGroups(AutoScalingClient scaling) {
        this.scaling = scaling;
    }

    @Override
    public Optional<ScalingGroup> named(String name) {
        try {
            return scaling
                    .describeAutoScalingGroups(describe -> describe.autoScalingGroupNames(name))
                    .autoScalingGroups()
                    .stream()
                    .findFirst()
                    .map(Ec2ScalingGroups::group);
        } catch (SdkException failure) {
            throw AwsErrors.translate(failure);
        }
    }

    @Override
    public void raise(Permit permit, String name, int desired, int largest) {
        resize(permit, Act.Kind.RAISE_GROUP, name, desired, largest);
    }

    @Override
    public void lower(Permit permit, String name, int desired, int largest) {
        resize(permit, Act.Kind.LOWER_GROUP, name, desired, largest);
    }

    private void resize(Permit permit, Act.Kind kind, String name, int desired, int largest) {
        permit.spendOn(kind, name);
        try {
            // One request for both numbers: SetDesiredCapacity would need room that another request makes.
            scaling.updateAutoScalingGroup(update ->
                    update.autoScalingGroupName(name).desiredCapacity(desired).maxSize(largest));
        } catch (ScalingActivityInProgressException | ResourceContentionException busy) {
            throw new RetryableConflictException(
                    "the group " + name + " is changing already: " + busy.getMessage(), busy);
        } catch (SdkException failure) {
            throw AwsErrors.translate(failure);
        }
    }

    private static ScalingGroup group(AutoScalingGroup described) {
        return new ScalingGroup(
                described.autoScalingGroupName(),
                described.desiredCapacity(),
                described.maxSize(),
                described.instances().stream()
                        .map(instance -> new ScalingGroup.Member(
                                new InstanceId(instance.instanceId()),
                                instance.lifecycleState() == LifecycleState.IN_SERVICE
                                        && "Healthy".equals(instance.healthStatus())))
                        .sorted(Comparator.comparing(ScalingGroup.Member::id))
                        .toList(),
                described.suspendedProcesses().stream().noneMatch(process -> "Launch".equals(process.processName())));
    }
}
