package dev.pilotlight.twin.world;

import dev.pilotlight.twin.service.elb.LoadBalancing;
import dev.pilotlight.twin.service.s3.S3Service;
import dev.pilotlight.twin.wire.Front;
import dev.pilotlight.twin.wire.HttpRequest;
import dev.pilotlight.twin.wire.HttpResponse;
import dev.pilotlight.twin.wire.Website;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** Everything visitors can reach by a host name: sites on S3, load balancers, names that point at them, and others. */
public final class Internet implements Website {
    private static final int LONGEST_CHAIN = 8;

    /** After this long a visitor gives up on a host that accepts no connection. */
    static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Weather weather;
    private final S3Service s3;
    private final LoadBalancing balancers;
    private final Application application;
    private final Map<String, Website> others = new ConcurrentSkipListMap<>();
    private @Nullable Front front;
    private FrontDoor.@Nullable NameServer names;

    Internet(Weather weather, S3Service s3, LoadBalancing balancers, Application application) {
        this.weather = weather;
        this.s3 = s3;
        this.balancers = balancers;
        this.application = application;
    }

    /** Completes the circle: the front is built on the internet, and the internet on the front's lock and names. */
    void connect(Front connectedFront, FrontDoor.NameServer connectedNames) {
        this.front = connectedFront;
        this.names = connectedNames;
    }

    /** Puts a site that belongs to nobody's Region onto the internet. */
    public void add(String host, Website site) {
        others.put(host, site);
    }

    @Override
    public HttpResponse visit(HttpRequest request) throws IOException, InterruptedException {
        HttpRequest hop = request;
        for (int hops = 0; hops < LONGEST_CHAIN; hops++) {
            String host = withoutPort(hop.host());
            if (weather.hides(host)) {
                front().timeline().sleep(PATIENCE);
                throw new SocketTimeoutException("no connection to " + host);
            }
            Optional<HttpResponse> answer = answer(host, hop);
            if (answer.isPresent()) {
                return answer.get();
            }
            hop = sentTo(resolved(host), hop);
        }
        throw new UnknownHostException(request.host() + " points in circles");
    }

    private Optional<HttpResponse> answer(String host, HttpRequest request) throws IOException, InterruptedException {
        Website other = others.get(host);
        if (other != null) {
            return Optional.of(other.visit(request));
        }
        if (S3Service.isVisitedAt(host)) {
            return Optional.of(front().exclusively(() -> s3.visit(request)));
        }
        return balancers.isLoadBalancer(host) ? Optional.of(balanced(host, request)) : Optional.empty();
    }

    private HttpResponse balanced(String host, HttpRequest request) throws InterruptedException {
        List<LoadBalancing.Server> serving = front().exclusively(
                        () -> balancers.serving(host, front().timeline().now()));
        for (LoadBalancing.Server server : serving) {
            try {
                return application.serve(server.region(), server.instanceId(), request);
            } catch (IOException e) {
                // This instance has just gone; perhaps the next one answers.
            }
        }
        return HttpResponse.of(503, "text/plain", "Service Temporarily Unavailable\n");
    }

    private String resolved(String host) throws UnknownHostException {
        if (names == null) {
            throw new IllegalStateException("the internet is not connected yet");
        }
        FrontDoor.NameServer server = names;
        Optional<FrontDoor.NameServer.Answer> answer = front().exclusively(() -> server.resolve(host));
        return answer.orElseThrow(() -> new UnknownHostException(host)).host();
    }

    private Front front() {
        if (front == null) {
            throw new IllegalStateException("the internet is not connected yet");
        }
        return front;
    }

    private static HttpRequest sentTo(String host, HttpRequest request) {
        Map<String, String> headers = new TreeMap<>(request.headers());
        headers.put("host", host);
        return new HttpRequest(request.method(), host, request.path(), request.query(), headers, request.body());
    }

    private static String withoutPort(String host) {
        int colon = host.indexOf(':');
        return colon < 0 ? host : host.substring(0, colon);
    }
}
