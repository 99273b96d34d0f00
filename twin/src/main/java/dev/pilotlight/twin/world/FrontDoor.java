package dev.pilotlight.twin.world;

import dev.pilotlight.twin.wire.HttpRequest;
import dev.pilotlight.twin.wire.HttpResponse;
import dev.pilotlight.twin.wire.Website;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a visitor of the application's name sees. Like a resolver it asks the twin's Route 53 and keeps the answer for
 * its time to live; like a browser it then goes where the answer points.
 */
public final class FrontDoor implements Website {
    private final String name;
    private final NameServer names;
    private final Website internet;
    private final InstantSource clock;
    private Cached cached = new Cached(new NameServer.Answer("", Duration.ZERO), Instant.MIN);

    public FrontDoor(String name, NameServer names, Website internet, InstantSource clock) {
        this.name = name;
        this.names = names;
        this.internet = internet;
        this.clock = clock;
    }

    /** Answers what a name stands for at this moment. */
    @FunctionalInterface
    public interface NameServer {

        /** What a name stands for; empty when there is no such name. */
        Optional<Answer> resolve(String name);

        /**
         * An answer that may be kept for a while.
         *
         * @param host where to go
         * @param timeToLive how long the answer may be used
         */
        record Answer(String host, Duration timeToLive) {}
    }

    private record Cached(NameServer.Answer answer, Instant until) {}

    @Override
    public HttpResponse visit(HttpRequest request) throws IOException, InterruptedException {
        String host = target();
        Map<String, String> headers = new TreeMap<>(request.headers());
        headers.put("host", host);
        HttpRequest forwarded =
                new HttpRequest(request.method(), host, request.path(), request.query(), headers, request.body());
        try {
            return internet.visit(forwarded).with("x-served-by", host);
        } catch (IOException e) {
            return HttpResponse.of(502, "text/plain", "Nobody answers at " + host + ".\n");
        }
    }

    /** Where visitors are sent at this moment. */
    public synchronized String target() {
        Instant now = clock.instant();
        if (!now.isBefore(cached.until())) {
            NameServer.Answer answer = names.resolve(name)
                    .orElseThrow(() -> new IllegalStateException("the twin has no record for " + name));
            cached = new Cached(answer, now.plus(answer.timeToLive()));
        }
        return cached.answer().host();
    }
}
