package dev.pilotlight.drill;

import dev.pilotlight.aws.StepFunction;
import dev.pilotlight.aws.Surroundings;
import dev.pilotlight.compute.Ec2Instances;
import dev.pilotlight.compute.Ec2ScalingGroups;
import dev.pilotlight.compute.ElasticTargetGroups;
import dev.pilotlight.compute.ReleaseInstances;
import dev.pilotlight.journal.Leases;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.StepRequest;
import java.util.Map;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** {@link TearDrillDown} as a Lambda function: argument {@code over}. */
public final class TearDrillDownFunction extends StepFunction {
    public TearDrillDownFunction() {
        this(Surroundings.ofLambda());
    }

    public TearDrillDownFunction(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    protected Outcome advance(StepRequest request) {
        Ec2Client ec2 = surroundings().clients().ec2(request.plan().regions().recovery());
        TearDrillDown step = new TearDrillDown(
                new ReleaseInstances(
                        Ec2Instances.ofDrills(ec2, Map.of()),
                        new Ec2ScalingGroups(surroundings().clients().autoScaling()),
                        new ElasticTargetGroups(surroundings().clients().loadBalancing())),
                new RdsDrillDatabases(
                        surroundings().clients().rds(request.plan().regions().recovery())),
                new Ec2DrillVolumes(ec2));
        return step.advance(
                request.plan(), Leases.forDrill(surroundings(), request), request.flag("over"), request.now());
    }
}
