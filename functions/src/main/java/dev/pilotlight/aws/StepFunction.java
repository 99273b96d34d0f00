package dev.pilotlight.aws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.StepRequest;
import java.time.Instant;

/** A step of a run, as a Lambda function. The step itself is another class, which knows neither Lambda nor AWS. */
public abstract class StepFunction extends JsonFunction {
    private static final int LIMIT = 256 * 1024;

    protected StepFunction(Surroundings surroundings) {
        super(surroundings);
    }

    /** Looks at the world, makes at most one kind of change, and answers at once. */
    protected abstract Outcome advance(StepRequest request);

    /** The state machine's own limit of a payload. */
    @Override
    protected final int limit() {
        return LIMIT;
    }

    @Override
    protected final ObjectNode answer(ObjectNode input, Instant now, LogLine log) {
        StepRequest request = StepRequests.read(input, now, surroundings().plans());
        log.about(request.run());
        return Answers.of(advance(request));
    }
}
