package dev.pilotlight.rehearsal.explore;

import dev.pilotlight.rehearsal.faults.CallFault;
import dev.pilotlight.twin.wire.Call;
import java.time.Instant;
import java.util.Optional;

/**
 * One call of a performance, as it is written down.
 *
 * @param index from 1
 * @param at when it was sent
 * @param delivery number of the task delivery it belongs to
 * @param site where in the functions it is made
 * @param request {@link dev.pilotlight.rehearsal.faults.RequestText} of it
 * @param situation the state of the twin before it and the answer, in words; empty when they were not asked for
 * @param status of the answer that the function got; 0 when it got none
 */
public record Exchange(
        int index,
        Instant at,
        int delivery,
        CallSite site,
        Call call,
        String request,
        String situation,
        int status,
        Optional<CallFault> fault) {

    /** What makes two calls the same situation: where, what for, and in which state of the world. */
    public String situationKey() {
        return site + "\n" + request + "\n" + situation;
    }

    /** One line of a transcript. */
    @Override
    public String toString() {
        return "%5d  %s  %-22s %s:%s in %s -> %s%s  [%s]"
                .formatted(
                        index,
                        at,
                        site.function(),
                        call.service(),
                        call.operation(),
                        call.region(),
                        status == 0 ? "no answer" : Integer.toString(status),
                        fault.map(kind -> " (" + kind.title() + ")").orElse(""),
                        site.place());
    }
}
