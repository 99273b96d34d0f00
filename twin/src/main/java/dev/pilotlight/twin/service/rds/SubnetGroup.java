package dev.pilotlight.twin.service.rds;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The subnets that the servers of some clusters may lie in.
 *
 * @param subnets the Availability Zone of each, by its id; the first holds the writer
 * @param clusters identifiers of the clusters that use it
 */
public record SubnetGroup(String name, String vpcId, Map<String, String> subnets, List<String> clusters) {
    public SubnetGroup {
        subnets = new LinkedHashMap<>(subnets);
        clusters = List.copyOf(clusters);
    }
}
