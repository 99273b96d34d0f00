package dev.pilotlight.twin.service.ec2;

import java.util.List;

/** A firewall around instances. */
public record SecurityGroup(String id, String vpcId, String name, String description, List<Rule> ingress) {

    public SecurityGroup {
        ingress = List.copyOf(ingress);
    }

    /** Lets TCP traffic in from somewhere. */
    public record Rule(int fromPort, int toPort, String cidr) {}
}
