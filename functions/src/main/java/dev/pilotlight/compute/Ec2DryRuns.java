package dev.pilotlight.compute;

import dev.pilotlight.aws.AwsErrors;
import dev.pilotlight.plan.ImageId;
import dev.pilotlight.plan.InstanceTier;
import dev.pilotlight.plan.PlanName;
import dev.pilotlight.plan.SecurityGroupId;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/**
 * Dry runs of Amazon EC2. Every request here carries {@code DryRun}, with which EC2 changes nothing and answers
 * {@code DryRunOperation} when it would have done so; therefore none of them takes a permit.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RunInstances.html">RunInstances, DryRun</a>
 */
final class Ec2DryRuns implements DryRuns {
    private static final String ALLOWED = "DryRunOperation";

    private final Ec2Client ec2;

    Ec2DryRuns(Ec2Client ec2) {
        this.ec2 = ec2;
    }

    @Override
    public void launch(PlanName plan, InstanceTier tier, ImageId image) {
        RunInstancesRequest request = RunInstancesRequest.builder()
                .dryRun(true)
                .imageId(image.value())
                .instanceType(tier.instanceTypes().getFirst())
                .minCount(1)
                .maxCount(1)
                .subnetId(tier.subnets().getFirst().value())
                .securityGroupIds(tier.securityGroups().stream()
                        .map(SecurityGroupId::value)
                        .toList())
                .iamInstanceProfile(profile -> profile.name(tier.instanceProfile()))
                .tagSpecifications(TagSpecification.builder()
                        .resourceType(ResourceType.INSTANCE)
                        .tags(Tag.builder()
                                .key("pilotlight:plan")
                                .value(plan.value())
                                .build())
                        .build())
                // The SDK would invent a token otherwise.
                .clientToken("pilotlight-rehearsal-" + tier.name())
                .build();
        try {
            ec2.runInstances(request);
        } catch (Ec2Exception answer) {
            if (!isJudged(answer)) {
                throw AwsErrors.translate(answer);
            }
        } catch (SdkException failure) {
            throw AwsErrors.translate(failure);
        }
    }

    /** Whether EC2 has come as far as judging the request, be it that something in it is missing or cannot be had. */
    private static boolean isJudged(Ec2Exception answer) {
        String code = AwsErrors.code(answer);
        return code.equals(ALLOWED)
                || code.startsWith("Invalid")
                || code.contains("Capacity")
                || code.equals("Unsupported");
    }
}
