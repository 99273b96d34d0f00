package dev.pilotlight.drill;

import dev.pilotlight.aws.StepFunction;
import dev.pilotlight.aws.Surroundings;
import dev.pilotlight.compute.Ec2Instances;
import dev.pilotlight.compute.TestBoot;
import dev.pilotlight.journal.Leases;
import dev.pilotlight.plan.ImageId;
import dev.pilotlight.plan.InstanceTier;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.step.BrokenInputException;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.StepRequest;
import java.util.Map;
import software.amazon.awssdk.services.ec2.Ec2Client;

/**
 * {@link TestBoot} in the drill's own place, as a Lambda function: arguments {@code tier} and {@code image}. A
 * production image that is started once more must reach nothing here either, so the place is looked at each time.
 */
public final class TestBootFunction extends StepFunction {
    public TestBootFunction() {
        this(Surroundings.ofLambda());
    }

    public TestBootFunction(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    protected Outcome advance(StepRequest request) {
        Ec2Client ec2 = surroundings().clients().ec2(request.plan().regions().recovery());
        Outcome closed = new CheckDrillIsolation(new Ec2DrillNetwork(ec2)).advance(request.plan());
        return closed instanceof Outcome.Done
                ? new TestBoot(Ec2Instances.ofDrills(ec2, Map.of()))
                        .advance(
                                tier(request),
                                image(request.text("image")),
                                request.run(),
                                Leases.of(surroundings(), request),
                                request.now())
                : closed;
    }

    private static InstanceTier tier(StepRequest request) {
        Plan drilled = DrilledPlan.of(request.plan());
        return drilled.tier(request.text("tier"))
                .filter(InstanceTier.class::isInstance)
                .map(InstanceTier.class::cast)
                .orElseThrow(() -> new BrokenInputException(
                        "tier: the plan launches no tier of this name; the state machine must pass one it launches"));
    }

    private static ImageId image(String id) {
        try {
            return new ImageId(id);
        } catch (IllegalArgumentException malformed) {
            throw new BrokenInputException("image: " + malformed.getMessage(), malformed);
        }
    }
}
