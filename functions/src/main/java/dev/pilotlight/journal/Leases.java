package dev.pilotlight.journal;

import dev.pilotlight.aws.Surroundings;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.step.BrokenInputException;
import dev.pilotlight.step.StepRequest;
import java.time.Instant;

/** Leases as functions come by them. */
public final class Leases {
    private Leases() {}

    /** The lease of the request's run, over the table of the deployment. */
    public static Lease of(Surroundings surroundings, StepRequest request) {
        JournalTable table = new DynamoJournalTable(
                surroundings.clients().dynamoDb(), surroundings.settings().table());
        return Lease.of(table, request.run(), request.plan(), call(surroundings, request.now()));
    }

    /** This call of a function. */
    public static Call call(Surroundings surroundings, Instant now) {
        return new Call(surroundings.nonces().get(), surroundings.nanoTime(), now);
    }

    /** Proves that a function may read the table: looks who holds a plan, and takes nothing. */
    public static void rehearse(Surroundings surroundings, Plan plan) {
        new DynamoJournalTable(
                        surroundings.clients().dynamoDb(),
                        surroundings.settings().table())
                .get(Keys.lease(plan.plan()));
    }

    /**
     * The lease of a drill.
     *
     * @throws BrokenInputException when the run is none: what a drill does belongs to no other run
     */
    public static Lease forDrill(Surroundings surroundings, StepRequest request) {
        if (!request.run().drill()) {
            throw new BrokenInputException(
                    "run.drill: this step belongs to drills, and the run is none; take the step out of its machine");
        }
        return of(surroundings, request);
    }

    /**
     * The lease of a run that may change production: its databases, its parameters, its traffic.
     *
     * @throws BrokenInputException when the run is a drill, which never does (S12)
     */
    public static Lease forProduction(Surroundings surroundings, StepRequest request) {
        if (request.run().drill()) {
            throw new BrokenInputException(
                    "run.drill: this step changes production, and the run is a drill; take the step out of its machine");
        }
        return of(surroundings, request);
    }
}
