package dev.pilotlight.twin.service.autoscaling;

import java.time.Instant;
import java.util.Map;

/** The instances behind the groups. No method waits. */
public interface Machines {

    /**
     * Starts one.
     *
     * @return its id
     */
    String start(String region, Template template, Map<String, String> tags, Instant now);

    /** Ends one. */
    void end(String region, String instanceId, Instant now);

    /** How far one is. */
    Stage stage(String region, String instanceId, Instant now);

    /** What a group needs to know of a machine. */
    enum Stage {
        STARTING,
        RUNNING,
        ENDING,
        GONE
    }

    /**
     * What a group's instances are like: its launch template, and the first of its subnets.
     *
     * @param securityGroup the one that they are in
     */
    record Template(
            String imageId, String instanceType, String subnetId, String zone, String securityGroup, String profile) {}
}
