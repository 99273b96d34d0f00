package dev.pilotlight.compute;

import dev.pilotlight.aws.StepFunction;
import dev.pilotlight.aws.Surroundings;
import dev.pilotlight.image.Ec2Images;
import dev.pilotlight.image.Image;
import dev.pilotlight.journal.Leases;
import dev.pilotlight.plan.InstanceTier;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.RegionName;
import dev.pilotlight.plan.Tier;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.StepRequest;
import java.time.Instant;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** {@link LaunchInstances} as a Lambda function: arguments {@code tier}, and {@code home} on the way home. */
public final class LaunchInstancesFunction extends StepFunction {
    public LaunchInstancesFunction() {
        this(Surroundings.ofLambda());
    }

    public LaunchInstancesFunction(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    protected Outcome advance(StepRequest request) {
        Tier tier = request.tier();
        RegionName region = request.plan().regions().recovery();
        Ec2Client ec2 = surroundings().clients().ec2(region);
        LaunchInstances step = new LaunchInstances(
                new Ec2Instances(ec2),
                new Ec2ScalingGroups(surroundings().clients().autoScaling(region)),
                new Ec2Images(ec2),
                new ElasticTargetGroups(surroundings().clients().loadBalancing(region)));
        LaunchInstances launch = request.flag("home") ? step.beforeTheDatabase() : step;
        return launch.advance(
                request.plan(),
                tier,
                request.run(),
                Leases.forProduction(surroundings(), request),
                request.since(),
                request.now());
    }

    @Override
    protected void rehearse(Plan plan, Instant now) {
        Leases.rehearse(surroundings(), plan);
        Ec2Client ec2 = surroundings().clients().ec2(plan.regions().recovery());
        Ec2DryRuns launches = new Ec2DryRuns(ec2);
        for (Tier tier : plan.tiers()) {
            if (tier instanceof InstanceTier launched) {
                new Ec2Images(ec2)
                        .tagged(launched.image().tags()).stream()
                                .filter(Image::verified)
                                .findFirst()
                                .ifPresent(image -> launches.launch(plan.plan(), launched, image.id()));
            }
        }
    }
}
