package dev.pilotlight.image;

import dev.pilotlight.aws.StepFunction;
import dev.pilotlight.aws.Surroundings;
import dev.pilotlight.journal.Leases;
import dev.pilotlight.plan.InstanceTier;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.Tier;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.StepRequest;
import java.time.Instant;
import java.util.Map;

/** {@link RetireImages} as a Lambda function: argument {@code tier}. */
public final class RetireImagesFunction extends StepFunction {
    public RetireImagesFunction() {
        this(Surroundings.ofLambda());
    }

    public RetireImagesFunction(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    protected Outcome advance(StepRequest request) {
        Tier tier = request.tier();
        if (!(tier instanceof InstanceTier launched)) {
            return Outcome.done(Map.of("tier", tier.name(), "image", "its group's launch template names it"));
        }
        return new RetireImages(
                        new Ec2Images(surroundings()
                                .clients()
                                .ec2(request.plan().regions().primary())),
                        new Ec2Images(surroundings()
                                .clients()
                                .ec2(request.plan().regions().recovery())))
                .advance(launched, request.run(), Leases.of(surroundings(), request), request.now());
    }

    @Override
    protected void rehearse(Plan plan, Instant now) {
        Leases.rehearse(surroundings(), plan);
        for (Tier tier : plan.tiers()) {
            if (tier instanceof InstanceTier launched) {
                new Ec2Images(surroundings().clients().ec2(plan.regions().recovery()))
                        .orphans(Image.MADE_FOR, new Marks(plan.plan(), launched).madeFor());
            }
        }
    }
}
