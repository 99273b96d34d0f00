package dev.pilotlight.twin.service.ec2;

import java.time.Instant;
import java.util.Map;

/**
 * What a machine is started from.
 *
 * @param image the bytes of {@code imageId}
 * @param profile the instance profile's name; empty when it has none
 * @param userData as sent, in Base64; empty when there is none
 * @param tags at the launch
 * @param at the moment of the launch
 */
public record InstanceLaunch(
        String instanceId,
        String region,
        String zone,
        String subnetId,
        String instanceType,
        String imageId,
        Artifact image,
        String profile,
        String userData,
        Map<String, String> tags,
        Instant at) {}
