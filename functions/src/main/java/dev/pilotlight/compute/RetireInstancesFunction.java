package dev.pilotlight.compute;

import dev.pilotlight.aws.StepFunction;
import dev.pilotlight.aws.Surroundings;
import dev.pilotlight.journal.Leases;
import dev.pilotlight.plan.Failback;
import dev.pilotlight.plan.RegionName;
import dev.pilotlight.step.BrokenInputException;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.StepRequest;
import java.time.Duration;
import java.util.List;

/**
 * {@link ReleaseInstances#retire} as a Lambda function, without arguments: ends what serves in the recovery Region,
 * once the visitors who were slow to follow the switch have gone.
 */
public final class RetireInstancesFunction extends StepFunction {
    public RetireInstancesFunction() {
        this(Surroundings.ofLambda());
    }

    public RetireInstancesFunction(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    protected Outcome advance(StepRequest request) {
        Failback failback = request.plan().failback();
        if (failback == null) {
            throw new BrokenInputException("plan: it has no failback; only a failback machine may call this step");
        }
        Duration left = failback.drain().minus(request.elapsed());
        if (left.isPositive()) {
            return new Outcome.Pending(
                    "visitors may still follow the old name",
                    List.of(left, Duration.ofSeconds(1)).stream()
                            .max(Duration::compareTo)
                            .orElseThrow());
        }
        RegionName region = request.plan().regions().recovery();
        ReleaseInstances step = new ReleaseInstances(
                new Ec2Instances(surroundings().clients().ec2(region)),
                new Ec2ScalingGroups(surroundings().clients().autoScaling(region)),
                new ElasticTargetGroups(surroundings().clients().loadBalancing(region)));
        return step.retire(request.plan(), Leases.forProduction(surroundings(), request), request.now());
    }
}
