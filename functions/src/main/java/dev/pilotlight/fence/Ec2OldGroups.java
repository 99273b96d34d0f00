package dev.pilotlight.fence;

import dev.pilotlight.aws.AwsClients;
import dev.pilotlight.aws.AwsErrors;
import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Permit;
import dev.pilotlight.plan.RegionName;
import dev.pilotlight.step.RetryableThrottledException;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.autoscaling.model.ResourceContentionException;
import software.amazon.awssdk.services.autoscaling.model.ScalingActivityInProgressException;

/** Old groups through Amazon EC2 Auto Scaling of the primary Region. */
final class Ec2OldGroups implements OldGroups {
    private final AutoScalingClient scaling;

    Ec2OldGroups(AwsClients clients, RegionName primary) {
        this.scaling = clients.autoScaling(primary);
    }

    @Override
    public Optional<GroupSize> size(String group) {
        try {
            return scaling
                    .describeAutoScalingGroups(describe -> describe.autoScalingGroupNames(group))
                    .autoScalingGroups()
                    .stream()
                    .findFirst()
                    .map(found -> new GroupSize(found.minSize(), found.desiredCapacity(), found.maxSize()));
        } catch (SdkException failure) {
            throw PrimaryErrors.named(AwsErrors.translate(failure));
        }
    }

    @Override
    public void empty(Permit permit, String group) {
        resize(permit, Act.Kind.EMPTY_OLD_GROUP, group, GroupSize.NONE);
    }

    @Override
    public void refill(Permit permit, String group, GroupSize size) {
        resize(permit, Act.Kind.REFILL_OLD_GROUP, group, size);
    }

    private void resize(Permit permit, Act.Kind kind, String group, GroupSize size) {
        permit.spendOn(kind, group);
        try {
            scaling.updateAutoScalingGroup(update -> update.autoScalingGroupName(group)
                    .minSize(size.smallest())
                    .desiredCapacity(size.desired())
                    .maxSize(size.largest()));
        } catch (ScalingActivityInProgressException | ResourceContentionException busy) {
            // It has done nothing and can be asked again in a moment, like a service that is asked too often.
            throw new RetryableThrottledException("the group " + group + " is changing: " + busy.getMessage(), busy);
        } catch (SdkException failure) {
            throw PrimaryErrors.named(AwsErrors.translate(failure));
        }
    }
}
