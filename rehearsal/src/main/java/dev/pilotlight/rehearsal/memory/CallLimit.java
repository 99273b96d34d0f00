package dev.pilotlight.rehearsal.memory;

import dev.pilotlight.aws.SdkClients;
import dev.pilotlight.twin.time.Timeline;
import dev.pilotlight.twin.time.VirtualTimeline;
import dev.pilotlight.twin.wire.Front;
import dev.pilotlight.twin.wire.HttpRequest;
import dev.pilotlight.twin.wire.HttpResponse;
import dev.pilotlight.twin.wire.InProcessClient;
import java.io.IOException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;

/** The limit of a call, kept as the SDK keeps it: who waits is interrupted, and told why. */
final class CallLimit implements Runnable {
    private final Timeline.Task caller;
    private boolean reached;

    private CallLimit(Timeline.Task caller) {
        this.caller = caller;
    }

    /**
     * Takes a request to the twin that the calling thread is bound to.
     *
     * @throws ApiCallAttemptTimeoutException when no answer comes in time
     * @throws InterruptedException when somebody else gave the call up
     */
    static HttpResponse handle(HttpRequest request) throws IOException, InterruptedException {
        Front front = InProcessClient.bound();
        if (!(front.timeline() instanceof VirtualTimeline timeline)) {
            throw new IllegalStateException("remembering clients are for virtual time");
        }
        CallLimit limit = new CallLimit(timeline.current());
        Timeline.Task timer = timeline.after(SdkClients.ATTEMPT_LIMIT, "call timeout", limit);
        try {
            return front.handle(request);
        } catch (InterruptedException given) {
            if (limit.reached) {
                throw ApiCallAttemptTimeoutException.create(SdkClients.ATTEMPT_LIMIT.toMillis()).toBuilder()
                        .numAttempts(1)
                        .build();
            }
            throw given;
        } finally {
            timer.interrupt();
        }
    }

    @Override
    public void run() {
        reached = true;
        caller.interrupt();
    }
}
