package dev.pilotlight.rehearsal.invariants;

import dev.pilotlight.rehearsal.faults.CallFault;
import dev.pilotlight.rehearsal.truth.Truth;
import java.util.Optional;

/** S11: the actions that are observed are actions that the function's policy allows. */
final class WithinPolicy implements Invariant {
    private final Policies policies;

    WithinPolicy(Policies policies) {
        this.policies = policies;
    }

    @Override
    public String id() {
        return "S11";
    }

    @Override
    public String promise() {
        return "every call is one that the function's own policy allows";
    }

    @Override
    public Optional<String> before(Attempt attempt, Truth truth) {
        if (attempt.call().service().equals(CallFault.WEB)
                || attempt.invocation().isEmpty()) {
            return Optional.empty();
        }
        String function = attempt.invocation().get().function();
        return policies.missing(function, attempt.call())
                .map(action -> "function " + function + " calls " + action + ", which its policy does not allow");
    }
}
