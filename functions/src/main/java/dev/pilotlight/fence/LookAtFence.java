package dev.pilotlight.fence;

import dev.pilotlight.plan.Words;
import dev.pilotlight.step.BrokenConfigurationException;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.RetryableThrottledException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Sees whether the plan's methods of fencing could work, for the decision; it changes nothing. Looking is done once: a
 * primary that does not answer is what outages are like.
 */
public final class LookAtFence {
    private final List<Barrier> barriers;

    LookAtFence(List<Barrier> barriers) {
        this.barriers = List.copyOf(barriers);
    }

    /** @return done, with {@code possible} and what stands in the way of each method that cannot work */
    public Outcome advance() {
        Map<String, Object> obstacles = new TreeMap<>();
        for (Barrier barrier : barriers) {
            obstacle(barrier).ifPresent(why -> obstacles.put(Words.of(barrier.method()), why));
        }
        return Outcome.done(Map.of("possible", obstacles.size() < barriers.size(), "obstacles", obstacles));
    }

    private static Optional<String> obstacle(Barrier barrier) {
        try {
            return barrier.obstacle();
        } catch (PrimarySilentException | RetryableThrottledException | BrokenConfigurationException failure) {
            return Optional.of(String.valueOf(failure.getMessage()));
        }
    }
}
