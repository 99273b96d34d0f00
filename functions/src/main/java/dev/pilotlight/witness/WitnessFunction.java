package dev.pilotlight.witness;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.aws.Answers;
import dev.pilotlight.aws.JsonFunction;
import dev.pilotlight.aws.LogLine;
import dev.pilotlight.aws.Surroundings;
import dev.pilotlight.journal.DynamoJournalTable;
import dev.pilotlight.site.HttpWeb;
import java.time.Instant;

/** {@link Witness} as a Lambda function in a third Region, called by a schedule once a minute; it belongs to no run. */
public final class WitnessFunction extends JsonFunction {
    /** Two addresses and a few names. */
    private static final int LIMIT = 8 * 1024;

    /** As Lambda makes it. */
    public WitnessFunction() {
        this(Surroundings.ofWitness());
    }

    public WitnessFunction(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    protected int limit() {
        return LIMIT;
    }

    @Override
    protected ObjectNode answer(ObjectNode input, Instant now, LogLine log) {
        Surroundings around = surroundings();
        Witness witness = new Witness(
                new HttpWeb(around.sites(), around.nanoTime()),
                new DynamoJournalTable(
                        around.clients().dynamoDb(), around.settings().table()),
                around.settings().region());
        return Answers.of(witness.report(Assignment.read(input), now));
    }
}
