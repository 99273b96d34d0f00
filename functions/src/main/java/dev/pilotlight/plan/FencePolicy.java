package dev.pilotlight.plan;

import java.time.Duration;
import java.util.List;

/**
 * How the old primary is kept from writing, as well as it can be.
 *
 * @param methods tried in this order; none when empty
 * @param timeout the bound on all of it
 */
public record FencePolicy(List<FenceMethod> methods, Duration timeout, Unfenced unfenced) {
    public FencePolicy {
        methods = List.copyOf(methods);
        Durations.requirePositive(timeout, "timeout");
    }
}
