package dev.pilotlight.plan;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What moves visitors to the recovery Region: always a data-plane act in that Region, never an edit of DNS records,
 * whose control plane may have failed together with the primary. It is latched: nothing that is lost or expires moves
 * them back.
 */
public sealed interface TrafficSwitch {

    /**
     * An object that says {@code yes} while the primary serves and {@code no} afterwards, watched by the primary
     * record's health check.
     *
     * @param bucket a versioned bucket of the recovery Region
     * @param healthCheckInterval how often Route 53 looks, which bounds how late visitors follow
     */
    record LatchedObject(String bucket, String key, Duration healthCheckInterval) implements TrafficSwitch {
        private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

        public LatchedObject {
            Form.require(bucket, BUCKET, "a bucket's name", "shop-switch-west");
            Form.requireText(key, "key");
            Durations.requirePositive(healthCheckInterval, "healthCheckInterval");
        }
    }

    /** A metric of the recovery Region whose alarm the primary record's health check watches. */
    record LatchedMetric(String namespace, String metric, Duration healthCheckInterval) implements TrafficSwitch {
        public LatchedMetric {
            Form.requireText(namespace, "namespace");
            Form.requireText(metric, "metric");
            Durations.requirePositive(healthCheckInterval, "healthCheckInterval");
        }
    }

    /**
     * A routing control of Application Recovery Controller.
     *
     * @param endpoints the cluster's five Regional endpoints, tried in turn; at least three are always available
     */
    record RoutingControl(String arn, List<URI> endpoints) implements TrafficSwitch {
        private static final Pattern ARN = Pattern.compile(
                "arn:aws:route53-recovery-control::[0-9]{12}:controlpanel/[0-9a-f]{32}/routingcontrol/[0-9a-f]{16}");

        public RoutingControl {
            Form.require(
                    arn,
                    ARN,
                    "the ARN of a routing control",
                    "arn:aws:route53-recovery-control::111111111111:controlpanel/<32 digits>/routingcontrol/<16 digits>");
            endpoints = List.copyOf(endpoints);
            Form.require(
                    endpoints.size() == 5,
                    "endpoints has " + endpoints.size() + " entries; a cluster has five, and all of them are needed");
            endpoints.forEach(Urls::requireHttp);
        }
    }

    /** Nothing is moved: people do it, or clients find the way themselves. */
    record NoSwitch() implements TrafficSwitch {}
}
