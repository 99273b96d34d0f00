package dev.pilotlight.twin.world;

import dev.pilotlight.twin.physics.Outages;
import dev.pilotlight.twin.physics.Physics;
import dev.pilotlight.twin.service.ec2.Hypervisor;
import dev.pilotlight.twin.service.rds.DatabaseEngine;
import dev.pilotlight.twin.service.rds.SecondaryEngines;
import java.time.Duration;
import java.util.function.Function;

/**
 * What stands behind the services of a twin: models that follow the physics, or real servers and processes.
 *
 * @param physics how long things take
 * @param outages which Regions are down
 * @param hypervisor runs the instances
 * @param application what the instances of a twin serve
 * @param writer the database of the primary cluster
 * @param reader the database of the recovery cluster
 * @param secondaries make the databases of clusters that are added later
 * @param tempo how often the twin's own watchers look
 */
public record Nature(
        Physics physics,
        Outages outages,
        Hypervisor hypervisor,
        Function<Twin, Application> application,
        DatabaseEngine writer,
        DatabaseEngine reader,
        SecondaryEngines secondaries,
        Tempo tempo) {

    /**
     * How often Route 53, CloudWatch and RDS look at the world; a live demonstration shortens what AWS does in minutes.
     *
     * @param healthCheckInterval between two probes of a health check
     * @param healthCheckFailures consecutive ones that make it unhealthy
     * @param switchFailures the same for the check of the traffic switch
     * @param alarmPeriod of the alarm on the health check, and between two looks at it
     * @param lagPeriod between two samples of the replication lag
     * @param timeToLive of the names visitors ask for
     * @param delivery of an event to its target
     */
    public record Tempo(
            Duration healthCheckInterval,
            int healthCheckFailures,
            int switchFailures,
            Duration alarmPeriod,
            Duration lagPeriod,
            Duration timeToLive,
            Duration delivery) {

        /** What AWS does: standard health checks of 10 s, an alarm of one minute, a lag sample each minute. */
        public static Tempo ofAws(Physics physics) {
            return new Tempo(
                    Duration.ofSeconds(10),
                    physics.monitoring().healthCheckFailures(),
                    1,
                    physics.monitoring().alarmPeriod(),
                    Duration.ofMinutes(1),
                    Duration.ofSeconds(60),
                    physics.monitoring().delivery());
        }
    }
}
