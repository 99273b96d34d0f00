package dev.pilotlight.twin.states;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pilotlight.twin.states.language.ErrorHandling;
import dev.pilotlight.twin.states.language.ErrorHandling.Catcher;
import dev.pilotlight.twin.states.language.ErrorHandling.Retrier;
import dev.pilotlight.twin.states.language.Flow;
import dev.pilotlight.twin.states.query.Chance;
import dev.pilotlight.twin.states.query.QueryFailure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Attempts a state's work until it succeeds or nobody wants another attempt, then hands the error to a catcher. */
final class Attempts {
    private final Visit visit;
    private final Flow flow;
    private final ErrorHandling handling;
    private final int[] retries;

    Attempts(Visit visit, Flow flow, ErrorHandling handling) {
        this.visit = visit;
        this.flow = flow;
        this.handling = handling;
        this.retries = new int[handling.retriers().size()];
    }

    /**
     * Brings the state to its end.
     *
     * @throws StateFailure when no catcher takes the last error
     */
    Step run(Work work) throws StateFailure, InterruptedException {
        while (true) {
            StateFailure failure;
            try {
                return complete(work);
            } catch (QueryFailure e) {
                failure = visit.failure(e);
            } catch (StateFailure e) {
                failure = e;
            }
            Optional<Duration> delay = delayAfter(failure);
            if (delay.isEmpty()) {
                if (failure.belongsToState()) {
                    work.givenUp();
                }
                return caught(failure);
            }
            visit.sequence().run().timeline().sleep(delay.get());
            visit.countRetry();
        }
    }

    private Step complete(Work work) throws QueryFailure, StateFailure, InterruptedException {
        JsonNode result = work.attempt();
        return Step.leave(
                visit,
                flow,
                visit.scope().withResult(result),
                result,
                visit.state().header().next());
    }

    /** The delay before the next attempt; empty when the first retrier for the error has no attempt left. */
    private Optional<Duration> delayAfter(StateFailure failure) {
        List<Retrier> retriers = handling.retriers();
        for (int i = 0; i < retriers.size(); i++) {
            Retrier retrier = retriers.get(i);
            if (failure.isMeantBy(retrier.errors())) {
                return retries[i] < retrier.maxAttempts()
                        ? Optional.of(delay(retrier, retries[i]++))
                        : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private Duration delay(Retrier retrier, int earlier) {
        Chance chance = visit.sequence().run().chance();
        return retrier.delay(earlier, retrier.fullJitter() ? chance.fraction() : 1);
    }

    private Step caught(StateFailure failure) throws StateFailure {
        Optional<Catcher> catcher = handling.catchers().stream()
                .filter(one -> failure.isMeantBy(one.errors()))
                .findFirst();
        if (catcher.isEmpty()) {
            throw failure;
        }
        JsonNode output = failure.output();
        return Step.leave(
                visit,
                catcher.get().flow(),
                visit.scope().withErrorOutput(output),
                output,
                catcher.get().next());
    }
}
