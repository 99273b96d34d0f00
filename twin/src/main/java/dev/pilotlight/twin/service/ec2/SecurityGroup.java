package dev.pilotlight.twin.service.ec2;

import java.util.List;

/**
 * A firewall around instances.
 *
 * @param ingress who may come in
 * @param egress where its instances may go
 */
public record SecurityGroup(
        String id, String vpcId, String name, String description, List<Rule> ingress, List<Egress> egress) {
    public SecurityGroup {
        ingress = List.copyOf(ingress);
        egress = List.copyOf(egress);
    }

    /** A group that lets everything out, as a new one does until somebody changes that. */
    public SecurityGroup(String id, String vpcId, String name, String description, List<Rule> ingress) {
        this(id, vpcId, name, description, ingress, List.of(new Egress.ToAddresses("0.0.0.0/0")));
    }

    /** Lets TCP traffic in from somewhere. */
    public record Rule(int fromPort, int toPort, String cidr) {}

    /** Lets all traffic out to somewhere. */
    public sealed interface Egress {
        /** To a range of addresses. */
        record ToAddresses(String cidr) implements Egress {}

        /** To whatever is in a security group. */
        record ToGroup(String id) implements Egress {}
    }

    /** Whether its instances may connect to something that is in these groups. */
    boolean leadsTo(List<String> groups) {
        return egress.stream().anyMatch(rule -> switch (rule) {
            case Egress.ToAddresses addresses -> addresses.cidr().equals("0.0.0.0/0");
            case Egress.ToGroup group -> groups.contains(group.id());
        });
    }
}
