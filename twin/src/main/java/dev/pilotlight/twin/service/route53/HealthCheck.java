package dev.pilotlight.twin.service.route53;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What Route 53 watches, and how.
 *
 * @param subject what is looked at
 * @param interval between two looks; shorter than the real service allows when a live demonstration needs it
 * @param inverted whether good counts as bad and bad as good
 * @param disabled whether nobody looks, and all is taken to be good (before it is inverted)
 */
public record HealthCheck(Subject subject, Duration interval, boolean inverted, boolean disabled) {
    private static final int HIGHEST_THRESHOLD = 10;

    public HealthCheck {
        if (!interval.isPositive()) {
            throw new IllegalArgumentException("the interval must be positive");
        }
    }

    /** What a check looks at. */
    public sealed interface Subject {}

    /**
     * A web page, which must answer with a status from 200 to 399.
     *
     * @param host an address or a name
     * @param hostHeader what stands in the request when it is not the host
     * @param path begins with a slash
     * @param search what the first 5120 bytes of the page must contain, if anything
     * @param failureThreshold how many looks in a row must go the other way before the check changes its mind
     */
    public record Endpoint(
            Scheme scheme,
            String host,
            Optional<String> hostHeader,
            int port,
            String path,
            Optional<String> search,
            int failureThreshold)
            implements Subject {
        public Endpoint {
            if (failureThreshold < 1 || failureThreshold > HIGHEST_THRESHOLD) {
                throw new IllegalArgumentException("the failure threshold must be from 1 to " + HIGHEST_THRESHOLD);
            }
            if (!path.startsWith("/")) {
                throw new IllegalArgumentException("the path must begin with a slash");
            }
        }
    }

    /** How a page is asked for. */
    public enum Scheme {
        HTTP(80),
        HTTPS(443);

        private final int usualPort;

        Scheme(int usualPort) {
            this.usualPort = usualPort;
        }

        int usualPort() {
            return usualPort;
        }
    }

    /**
     * The data of a CloudWatch alarm, not its state: setting the state by hand changes nothing here.
     *
     * @param insufficientData what to make of data that decide nothing
     */
    public record MetricAlarm(String region, String name, InsufficientData insufficientData) implements Subject {}

    /** A routing control of Application Recovery Controller: on is healthy. */
    public record RoutingControl(String arn) implements Subject {}

    /** What to make of too little data. */
    public enum InsufficientData {
        HEALTHY("Healthy"),
        UNHEALTHY("Unhealthy"),
        LAST_KNOWN_STATUS("LastKnownStatus");

        private final String word;

        InsufficientData(String word) {
            this.word = word;
        }

        /** The name on the wire. */
        public String word() {
            return word;
        }
    }

    /**
     * Other checks.
     *
     * @param threshold how many of them must be healthy
     */
    public record Calculated(int threshold, List<String> children) implements Subject {
        public Calculated {
            children = List.copyOf(children);
        }
    }

    /** A page over plain HTTP on port 80 that must be well. */
    public static HealthCheck page(String host, String path, Duration interval, int failureThreshold) {
        return plain(endpoint(host, path, Optional.empty(), failureThreshold), interval);
    }

    /** A page over plain HTTP on port 80 that must be well and contain a text. */
    public static HealthCheck pageWith(
            String search, String host, String path, Duration interval, int failureThreshold) {
        return plain(endpoint(host, path, Optional.of(search), failureThreshold), interval);
    }

    private static Endpoint endpoint(String host, String path, Optional<String> search, int failureThreshold) {
        int port = Scheme.HTTP.usualPort();
        return new Endpoint(Scheme.HTTP, host, Optional.empty(), port, path, search, failureThreshold);
    }

    private static HealthCheck plain(Subject subject, Duration interval) {
        return new HealthCheck(subject, interval, false, false);
    }

    HealthCheck every(Duration otherInterval) {
        return new HealthCheck(subject, otherInterval, inverted, disabled);
    }

    /** How many looks in a row change the mind. */
    int threshold() {
        return switch (subject) {
            case Endpoint endpoint -> endpoint.failureThreshold();
            case MetricAlarm _, RoutingControl _, Calculated _ -> 1;
        };
    }
}
