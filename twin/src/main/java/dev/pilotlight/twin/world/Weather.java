package dev.pilotlight.twin.world;

import dev.pilotlight.twin.time.Timeline;
import dev.pilotlight.twin.wire.Call;
import dev.pilotlight.twin.wire.HttpResponse;
import dev.pilotlight.twin.wire.Passage;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Which endpoints have gone silent: a call to one of them never gets an answer, and has no effect. */
public final class Weather implements Passage {
    private final Timeline timeline;
    private final Set<Endpoint> silent = ConcurrentHashMap.newKeySet();
    private final Set<String> gone = ConcurrentHashMap.newKeySet();
    private final Set<String> cutOff = ConcurrentHashMap.newKeySet();

    public Weather(Timeline timeline) {
        this.timeline = timeline;
    }

    /** A service's endpoint in a Region. */
    private record Endpoint(String service, String region) {}

    /** From now on these services of a Region hang. */
    public void silence(String region, Set<String> services) {
        services.forEach(service -> silent.add(new Endpoint(service, region)));
    }

    /** From now on nothing in a Region answers, neither services nor sites, and nothing that happens there is told. */
    public void swallow(String region) {
        gone.add(region);
    }

    /** From now on nothing in a Region reaches the internet; its services answer each other as before. */
    public void cutOff(String region) {
        cutOff.add(region);
    }

    /** Every endpoint of a Region answers again; calls that hang go on hanging until the client gives up. */
    public void clear(String region) {
        silent.removeIf(endpoint -> endpoint.region().equals(region));
        gone.remove(region);
        cutOff.remove(region);
    }

    public boolean isSilent(String service, String region) {
        return gone.contains(region) || silent.contains(new Endpoint(service, region));
    }

    public boolean isGone(String region) {
        return gone.contains(region);
    }

    public boolean isCutOff(String region) {
        return gone.contains(region) || cutOff.contains(region);
    }

    /** Whether a host lies in a Region of which nothing answers; the names of AWS's hosts say in which they lie. */
    public boolean hides(String host) {
        return gone.stream().anyMatch(region -> host.contains("." + region + ".") || host.contains("-" + region + "."));
    }

    @Override
    public HttpResponse pass(Call call, Inner inner) throws InterruptedException {
        if (isSilent(call.service(), call.region())) {
            timeline.signal().await();
        }
        return inner.proceed();
    }
}
