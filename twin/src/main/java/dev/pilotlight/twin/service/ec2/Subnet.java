package dev.pilotlight.twin.service.ec2;

/**
 * A part of a network in one Availability Zone.
 *
 * @param zone for example {@code us-west-2a}
 * @param cidr for example {@code 10.1.0.0/24}
 */
public record Subnet(String id, String vpcId, String zone, String cidr) {}
