package dev.pilotlight.plan;

import java.time.Duration;
import java.util.Optional;

/** The part of a plan about moving visitors. */
final class TrafficReader {
    private TrafficReader() {}

    static Read<TrafficSwitch> read(Fields fields) {
        Read<SwitchKind> kind = fields.word("kind", SwitchKind.class);
        if (kind.value() == null) {
            return Read.unreadable();
        }
        return switch (kind.get()) {
            case LATCHED_OBJECT -> {
                Read<String> bucket = fields.text("bucket");
                Read<String> key = fields.text("key");
                Read<Duration> interval = fields.duration("healthCheckInterval");
                yield fields.build(() -> new TrafficSwitch.LatchedObject(bucket.get(), key.get(), interval.get()));
            }
            case LATCHED_METRIC -> {
                Read<String> namespace = fields.text("namespace");
                Read<String> metric = fields.text("metric");
                Read<Duration> interval = fields.duration("healthCheckInterval");
                yield fields.build(
                        () -> new TrafficSwitch.LatchedMetric(namespace.get(), metric.get(), interval.get()));
            }
            case ROUTING_CONTROL -> {
                Read<RoutingControlArn> primary = fields.text("routingControl", RoutingControlArn::new);
                Read<Optional<RoutingControlArn>> recovery = fields.optional("recoveryControl", RoutingControlArn::new);
                Reads<RoutingEndpoint> endpoints = fields.texts("endpoints", RoutingEndpoint::new);
                yield fields.build(
                        () -> new TrafficSwitch.RoutingControl(primary.get(), recovery.get(), endpoints.get()));
            }
            case NONE -> fields.build(TrafficSwitch.NoSwitch::new);
        };
    }

    private enum SwitchKind {
        LATCHED_OBJECT,
        LATCHED_METRIC,
        ROUTING_CONTROL,
        NONE
    }
}
