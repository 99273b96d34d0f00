package dev.pilotlight.twin.world;

import dev.pilotlight.twin.time.Timeline;
import dev.pilotlight.twin.wire.Call;
import dev.pilotlight.twin.wire.HttpResponse;
import dev.pilotlight.twin.wire.Passage;
import java.time.Duration;

/** Every call takes some time: half of it before the effect, half after. */
final class Latency implements Passage {
    private final Timeline timeline;
    private final Duration half;

    Latency(Timeline timeline, Duration whole) {
        this.timeline = timeline;
        this.half = whole.dividedBy(2);
    }

    @Override
    public HttpResponse pass(Call call, Inner inner) throws InterruptedException {
        timeline.sleep(half);
        HttpResponse response = inner.proceed();
        timeline.sleep(half);
        return response;
    }
}
