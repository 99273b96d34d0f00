package dev.pilotlight.image;

import dev.pilotlight.aws.StepFunction;
import dev.pilotlight.aws.Surroundings;
import dev.pilotlight.journal.Leases;
import dev.pilotlight.plan.InstanceTier;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.Regions;
import dev.pilotlight.plan.Tier;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.StepRequest;
import java.time.Instant;
import java.util.Map;

/** {@link CopyImages} as a Lambda function: arguments {@code tier} and {@code create}. */
public final class CopyImagesFunction extends StepFunction {
    public CopyImagesFunction() {
        this(Surroundings.ofLambda());
    }

    public CopyImagesFunction(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    protected Outcome advance(StepRequest request) {
        Tier tier = request.tier();
        Regions regions = request.plan().regions();
        if (!(tier instanceof InstanceTier launched)) {
            return Outcome.done(Map.of("tier", tier.name(), "image", "its group's launch template names it"));
        }
        Images copies = new Ec2Images(surroundings().clients().ec2(regions.recovery()));
        CopyImages step = new CopyImages(
                new Ec2Images(surroundings().clients().ec2(regions.primary())),
                copies,
                new Verification(copies, new AwsBootConditions(surroundings().clients(), regions.recovery())));
        return step.advance(
                launched,
                regions.primary(),
                request.flag("create"),
                request.run(),
                Leases.of(surroundings(), request),
                request.now());
    }

    @Override
    protected void rehearse(Plan plan, Instant now) {
        Leases.rehearse(surroundings(), plan);
        for (Tier tier : plan.tiers()) {
            if (tier instanceof InstanceTier launched) {
                new Ec2Images(surroundings().clients().ec2(plan.regions().recovery()))
                        .tagged(launched.image().tags());
            }
        }
    }
}
