package dev.pilotlight.twin.wire;

/**
 * What happens to a call between the client and the service: latency, a Region that hangs, an injected fault. Passages
 * are nested; the innermost one is the service itself.
 */
@FunctionalInterface
public interface Passage {

    /**
     * Lets a call through, delays it, answers in the service's place, or never returns.
     *
     * @param inner the rest of the way; calling it has the effect
     */
    HttpResponse pass(Call call, Inner inner) throws InterruptedException;

    /** The rest of the way to the service. */
    @FunctionalInterface
    interface Inner {
        HttpResponse proceed() throws InterruptedException;
    }
}
