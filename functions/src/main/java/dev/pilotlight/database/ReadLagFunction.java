package dev.pilotlight.database;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pilotlight.aws.StepFunction;
import dev.pilotlight.aws.Surroundings;
import dev.pilotlight.journal.Deeds;
import dev.pilotlight.journal.Entry;
import dev.pilotlight.journal.Leases;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.StepRequest;
import java.time.Duration;
import java.time.Instant;

/** {@link ReadLag} as a Lambda function: arguments {@code database} and {@code outageBegan}. */
public final class ReadLagFunction extends StepFunction {
    private final ReadLag step;

    public ReadLagFunction() {
        this(Surroundings.ofLambda());
    }

    public ReadLagFunction(Surroundings surroundings) {
        super(surroundings);
        this.step = new ReadLag(new CloudWatchReplicationLag(surroundings.clients()));
    }

    @Override
    protected Outcome advance(StepRequest request) {
        return step.advance(PromoteDatabaseFunction.database(request), request.time("outageBegan"), noticedAt(request));
    }

    /** A run that goes on where another of the same epoch has stopped did not notice the outage: that other did. */
    private Instant noticedAt(StepRequest request) {
        return Deeds.of(Leases.of(surroundings(), request)).notes(Entry.OPENED).stream()
                .map(opening -> opening.body().path("startedAt"))
                .filter(JsonNode::isTextual)
                .map(startedAt -> Instant.parse(startedAt.textValue()))
                .findFirst()
                .orElse(request.run().startedAt());
    }

    @Override
    protected void rehearse(Plan plan, Instant now) {
        CloudWatchReplicationLag lag =
                new CloudWatchReplicationLag(surroundings().clients());
        plan.databases().forEach(database -> lag.samples(database, now.minus(Duration.ofMinutes(5)), now));
    }
}
