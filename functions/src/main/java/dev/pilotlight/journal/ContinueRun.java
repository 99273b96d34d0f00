package dev.pilotlight.journal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.step.BrokenInputException;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.StepRequest;
import java.util.Map;

/**
 * Lets another execution go on with a run whose history has become long: Step Functions ends an execution at 25,000
 * events, and a wait for days polls more often than that. The other one adopts the epoch, reads the world and finds
 * what was done, as after a person's resume.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html">Step Functions' quotas</a>
 */
public final class ContinueRun {
    private final Successors successors;

    public ContinueRun(Successors successors) {
        this.successors = successors;
    }

    /**
     * Hands the lease over and starts the successor. Called again, it does what is missing.
     *
     * @param request with {@code executionArn}, and {@code input}: what the successor is started with
     * @return done, with {@code successor}: its name
     */
    public Outcome advance(StepRequest request, Lease lease) {
        if (!(request.arguments().path("input") instanceof ObjectNode input)) {
            throw new BrokenInputException(
                    "input: missing; the state machine must pass what the successor starts with");
        }
        String successor = ExecutionNames.next(request.run().execution());
        lease.handOver(successor);
        successors.start(request.text("executionArn"), successor, input);
        return Outcome.done(Map.of("successor", successor));
    }
}
