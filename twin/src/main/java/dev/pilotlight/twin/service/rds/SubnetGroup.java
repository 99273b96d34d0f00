package dev.pilotlight.twin.service.rds;

import java.util.ArrayList;
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

    /** The same, used by one cluster more. */
    SubnetGroup with(String cluster) {
        List<String> more = new ArrayList<>(clusters);
        more.add(cluster);
        return new SubnetGroup(name, vpcId, subnets, more);
    }

    /** The same, no longer used by a cluster. */
    SubnetGroup without(String cluster) {
        return new SubnetGroup(
                name,
                vpcId,
                subnets,
                clusters.stream().filter(each -> !each.equals(cluster)).toList());
    }
}
