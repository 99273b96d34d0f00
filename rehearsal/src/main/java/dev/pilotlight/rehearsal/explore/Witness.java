package dev.pilotlight.rehearsal.explore;

import dev.pilotlight.rehearsal.invariants.Attempt;
import dev.pilotlight.rehearsal.invariants.Inspection;
import dev.pilotlight.rehearsal.truth.Effect;
import dev.pilotlight.rehearsal.truth.Invocation;
import dev.pilotlight.twin.time.Timeline;
import dev.pilotlight.twin.wire.Call;
import dev.pilotlight.twin.wire.HttpResponse;
import dev.pilotlight.twin.wire.Passage;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The innermost passage: a call takes its time, then has its effect, and at that very moment every invariant is
 * checked.
 */
final class Witness implements Passage {
    private final Timeline timeline;
    private final Duration latency;
    private @Nullable Inspection inspection;

    /** @param latency what a call takes until its effect; the answer is then there at once */
    Witness(Timeline timeline, Duration latency) {
        this.timeline = timeline;
        this.latency = latency;
    }

    /** Who checks the invariants. */
    void report(Inspection to) {
        inspection = to;
    }

    @Override
    public HttpResponse pass(Call call, Inner inner) throws InterruptedException {
        int index = Gate.index();
        if (inspection != null) {
            inspection.before(new Attempt(index, Invocation.current(), call));
        }
        timeline.sleep(latency);
        HttpResponse response = inner.proceed();
        if (inspection != null) {
            inspection.after(new Effect(index, timeline.now(), Invocation.current(), call, response));
        }
        return response;
    }
}
