package dev.pilotlight.compute;

import dev.pilotlight.aws.StepFunction;
import dev.pilotlight.aws.Surroundings;
import dev.pilotlight.journal.Leases;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.RegionName;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.StepRequest;
import java.time.Instant;

/** {@link ReleaseInstances} as a Lambda function, without arguments. */
public final class ReleaseInstancesFunction extends StepFunction {
    public ReleaseInstancesFunction() {
        this(Surroundings.ofLambda());
    }

    public ReleaseInstancesFunction(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    protected Outcome advance(StepRequest request) {
        RegionName region = request.plan().regions().recovery();
        ReleaseInstances step = new ReleaseInstances(
                new Ec2Instances(surroundings().clients().ec2(region)),
                new Ec2ScalingGroups(surroundings().clients().autoScaling(region)),
                new ElasticTargetGroups(surroundings().clients().loadBalancing(region)));
        return step.advance(
                request.plan(), request.run(), Leases.forProduction(surroundings(), request), request.now());
    }

    @Override
    protected void rehearse(Plan plan, Instant now) {
        Leases.rehearse(surroundings(), plan);
        new Ec2Instances(surroundings().clients().ec2(plan.regions().recovery())).of(plan.plan());
    }
}
