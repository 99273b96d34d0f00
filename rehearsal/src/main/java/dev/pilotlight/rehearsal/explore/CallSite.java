package dev.pilotlight.rehearsal.explore;

import dev.pilotlight.rehearsal.memory.Place;
import dev.pilotlight.rehearsal.truth.Invocation;
import dev.pilotlight.twin.wire.Call;

/**
 * Where in the functions a call is made.
 *
 * @param function that runs
 * @param place class, method and line
 * @param operation service and operation
 */
public record CallSite(String function, String place, String operation) implements Comparable<CallSite> {
    /** The site of the call that the calling thread is making. */
    static CallSite here(Call call) {
        String function = Invocation.current().map(Invocation::function).orElse("?");
        return new CallSite(function, Place.here(), call.service() + ":" + call.operation());
    }

    @Override
    public int compareTo(CallSite other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return function + " " + place + " " + operation;
    }
}
