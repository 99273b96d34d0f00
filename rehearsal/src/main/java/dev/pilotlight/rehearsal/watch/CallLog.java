package dev.pilotlight.rehearsal.watch;

import dev.pilotlight.twin.time.Timeline;
import dev.pilotlight.twin.wire.Call;
import dev.pilotlight.twin.wire.HttpResponse;
import dev.pilotlight.twin.wire.Passage;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Every call to a twin, in the order of their numbers. As the innermost of the passages it also knows the effect of
 * calls whose answer somebody outside of it loses.
 */
public final class CallLog implements Passage {
    private final Supplier<Instant> clock;
    private final SortedMap<Long, Seen> seen = new TreeMap<>();

    /** @param timeline of the twin */
    public CallLog(Timeline timeline) {
        this.clock = timeline::now;
    }

    /**
     * One call.
     *
     * @param at when it was sent
     * @param status of the answer; empty while there is none, which may be for ever
     */
    public record Seen(Call call, Effect effect, Instant at, OptionalInt status) {

        /** Whether the service did as it was told. */
        public boolean succeeded() {
            return status.isPresent() && status.getAsInt() / 100 == 2;
        }

        @Override
        public String toString() {
            return at + " " + call.principal() + " " + call + " → "
                    + (status.isPresent() ? Integer.toString(status.getAsInt()) : "no answer");
        }
    }

    @Override
    public HttpResponse pass(Call call, Inner inner) throws InterruptedException {
        Seen sent = new Seen(call, Effect.of(call), clock.get(), OptionalInt.empty());
        note(sent);
        HttpResponse response = inner.proceed();
        note(new Seen(call, sent.effect(), sent.at(), OptionalInt.of(response.status())));
        return response;
    }

    private synchronized void note(Seen call) {
        seen.put(call.call().number(), call);
    }

    /** Everything that was called so far. */
    public synchronized List<Seen> calls() {
        return List.copyOf(seen.values());
    }

    /** The calls that were meant to change the application, whatever came of them. */
    public List<Seen> attempts() {
        return calls().stream().filter(call -> call.effect() == Effect.MUTATION).toList();
    }

    /** The calls that did change the application. */
    public List<Seen> mutations() {
        return attempts().stream().filter(Seen::succeeded).toList();
    }
}
