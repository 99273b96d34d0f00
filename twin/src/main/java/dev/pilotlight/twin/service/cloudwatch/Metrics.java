package dev.pilotlight.twin.service.cloudwatch;

import java.util.Map;

/** The metrics that services of the twin publish by themselves. */
public final class Metrics {
    private Metrics() {}

    /** 1 while a Route 53 health check is healthy, else 0; exists only in us-east-1. */
    public static Metric healthCheckStatus(String healthCheckId) {
        return Metric.of("AWS/Route53", "HealthCheckStatus", Map.of("HealthCheckId", healthCheckId));
    }

    /** By how many milliseconds of writes a secondary cluster of a global database is behind. */
    public static Metric auroraGlobalRecoveryPointLag(String clusterIdentifier) {
        return Metric.of("AWS/RDS", "AuroraGlobalDBRPOLag", Map.of("DBClusterIdentifier", clusterIdentifier));
    }

    /** How busy the servers of a cluster are, in percent; a cluster without servers reports nothing. */
    public static Metric processorUse(String clusterIdentifier) {
        return Metric.of("AWS/RDS", "CPUUtilization", Map.of("DBClusterIdentifier", clusterIdentifier));
    }
}
