package dev.pilotlight.journal;

import dev.pilotlight.aws.Surroundings;
import dev.pilotlight.step.StepRequest;

/** Leases as functions come by them. */
public final class Leases {
    private Leases() {}

    /** The lease of the request's run, over the table of the deployment. */
    public static Lease of(Surroundings surroundings, StepRequest request) {
        JournalTable table = new DynamoJournalTable(
                surroundings.clients().dynamoDb(), surroundings.settings().table());
        return Lease.of(table, request.run(), request.plan(), surroundings.nanoTime(), request.now());
    }
}
