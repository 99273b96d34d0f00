package dev.pilotlight.fence;

import dev.pilotlight.aws.AwsClients;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.RegionName;
import dev.pilotlight.step.Run;
import java.util.List;

/** The barriers that a plan's methods stand for, in its order. */
final class Barriers {
    private Barriers() {}

    static List<Barrier> of(Plan plan, Run run, AwsClients clients) {
        RegionName primary = plan.regions().primary();
        return plan.fence().methods().stream()
                .map(method -> switch (method) {
                    case NETWORK_ACL -> new SubnetBarrier(new VpcDatabaseNetwork(clients, primary), plan, run);
                    case STOP_COMPUTE ->
                        new ComputeBarrier(
                                new Ec2OldInstances(clients, primary),
                                new Ec2OldGroups(clients, primary),
                                plan.fence().instanceTags());
                    case FUNCTION -> FunctionBarrier.of(plan, run, clients);
                })
                .toList();
    }
}
