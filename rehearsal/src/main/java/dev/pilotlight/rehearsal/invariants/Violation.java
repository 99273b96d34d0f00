package dev.pilotlight.rehearsal.invariants;

import java.time.Instant;

/**
 * An invariant that did not hold.
 *
 * @param invariant its id
 * @param call index of the call after which it showed; 0 when it showed at the end
 * @param what one sentence
 */
public record Violation(String invariant, int call, Instant at, String what) {
    @Override
    public String toString() {
        return invariant + (call == 0 ? " at the end" : " at call " + call) + ": " + what;
    }
}
