package dev.pilotlight.plan;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

    /**
     * A metric of the recovery Region that says 1 while the primary serves and 0 afterwards. The primary record's
     * health check watches an alarm on it (below 1 is an alarm), with {@code LastKnownStatus} for missing data.
     *
     * @param namespace a namespace of the application's own
     * @param healthCheckInterval how long visitors may follow late: the alarm's period, at least 10 s
     */
    record LatchedMetric(String namespace, String metric, Duration healthCheckInterval) implements TrafficSwitch {
        private static final Pattern NAMESPACE = Pattern.compile("(?!AWS/)[A-Za-z0-9.\\-_/#]{1,255}");
        private static final Pattern METRIC = Pattern.compile("[A-Za-z0-9.\\-_/#]{1,255}");

        public LatchedMetric {
            Form.require(namespace, NAMESPACE, "a namespace outside of AWS/", "Shop");
            Form.require(metric, METRIC, "a metric's name", "primary-is-serving");
            Durations.requirePositive(healthCheckInterval, "healthCheckInterval");
        }
    }

    /**
     * Routing controls of Application Recovery Controller.
     *
     * @param primary the control behind the primary's record: on while the primary serves
     * @param recovery the control behind the recovery side's record, turned on in the same request; not needed when
     *     that record has no health check
     * @param endpoints the cluster's five Regional endpoints, tried in turn; at least three are always available
     */
    record RoutingControl(
            RoutingControlArn primary, Optional<RoutingControlArn> recovery, List<RoutingEndpoint> endpoints)
            implements TrafficSwitch {
        public RoutingControl {
            endpoints = List.copyOf(endpoints);
            Form.require(
                    Set.copyOf(endpoints).size() == 5 && endpoints.size() == 5,
                    "endpoints has " + endpoints.size()
                            + " entries; write the five different ones of the cluster, for all of them are needed");
            Form.require(
                    !recovery.equals(Optional.of(primary)),
                    "routingControl and recoveryControl are the same; name the control of each side");
        }
    }

    /** Nothing is moved: people do it, or clients find the way themselves. */
    record NoSwitch() implements TrafficSwitch {}
}
