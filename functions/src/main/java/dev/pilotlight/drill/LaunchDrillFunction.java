package dev.pilotlight.drill;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pilotlight.aws.StepFunction;
import dev.pilotlight.aws.Surroundings;
import dev.pilotlight.compute.Ec2Instances;
import dev.pilotlight.compute.Ec2ScalingGroups;
import dev.pilotlight.compute.ElasticTargetGroups;
import dev.pilotlight.compute.LaunchInstances;
import dev.pilotlight.image.Ec2Images;
import dev.pilotlight.journal.Leases;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.Tier;
import dev.pilotlight.step.BrokenInputException;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.StepRequest;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.ec2.Ec2Client;

/**
 * {@link LaunchInstances} of one tier in the drill's place, as a Lambda function: arguments {@code tier}, and
 * {@code endpoints}, the host and port of each restored database by its name.
 */
public final class LaunchDrillFunction extends StepFunction {
    public LaunchDrillFunction() {
        this(Surroundings.ofLambda());
    }

    public LaunchDrillFunction(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    protected Outcome advance(StepRequest request) {
        Plan drilled = DrilledPlan.of(request.plan());
        String name = request.text("tier");
        Optional<Tier> tier = drilled.tier(name);
        if (tier.isEmpty()) {
            if (DrilledPlan.leftOut(request.plan()).contains(name)) {
                return Outcome.done(Map.of("tier", name, "leftOut", true));
            }
            throw new BrokenInputException("tier: the plan has no tier of this name; pass one it has");
        }
        Ec2Client ec2 = surroundings().clients().ec2(request.plan().regions().recovery());
        LaunchInstances step = new LaunchInstances(
                Ec2Instances.ofDrills(ec2, endpoints(request)),
                new Ec2ScalingGroups(surroundings().clients().autoScaling()),
                new Ec2Images(ec2),
                new ElasticTargetGroups(surroundings().clients().loadBalancing()));
        return step.advance(
                drilled,
                tier.get(),
                request.run(),
                Leases.forDrill(surroundings(), request),
                request.since(),
                request.now());
    }

    private static SortedMap<String, String> endpoints(StepRequest request) {
        SortedMap<String, String> endpoints = new TreeMap<>();
        for (Map.Entry<String, JsonNode> endpoint :
                request.arguments().path("endpoints").properties()) {
            if (!endpoint.getValue().isTextual()
                    || request.plan().database(endpoint.getKey()).isEmpty()) {
                throw new BrokenInputException(
                        "endpoints: not an endpoint for each restored database; the state machine must pass them");
            }
            endpoints.put(endpoint.getKey(), endpoint.getValue().textValue());
        }
        return endpoints;
    }
}
