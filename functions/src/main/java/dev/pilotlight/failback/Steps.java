package dev.pilotlight.failback;

import dev.pilotlight.aws.Surroundings;
import dev.pilotlight.database.CloudWatchReplicationLag;
import dev.pilotlight.plan.Database;
import dev.pilotlight.plan.Failback;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.step.BrokenInputException;
import dev.pilotlight.step.StepRequest;

/** What the functions of this room read from their arguments. */
final class Steps {
    private Steps() {}

    static Database database(StepRequest request) {
        return database(request.plan(), request);
    }

    static InStep inStep(Surroundings surroundings, StepRequest request) {
        Failback failback = request.plan().failback();
        if (failback == null) {
            throw new BrokenInputException(
                    "plan: it has no failback; the machine must survey the home Region before this step");
        }
        Database homeward = database(request.plan().homeward().orElseThrow(), request);
        return new InStep(new CloudWatchReplicationLag(surroundings.clients()), homeward, failback);
    }

    private static Database database(Plan plan, StepRequest request) {
        return plan.database(request.text("database"))
                .orElseThrow(() ->
                        new BrokenInputException("database: the plan has no database of this name; pass one it has"));
    }
}
