package dev.pilotlight.drill;

import dev.pilotlight.plan.SecurityGroupId;
import dev.pilotlight.plan.SubnetId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/** The network of the recovery Region, as far as a drill has to know it. */
interface DrillNetwork {

    /** Those of the subnets that exist. */
    Set<SubnetId> existing(List<SubnetId> subnets);

    /** Where each security group lets traffic out to; a group that does not exist is left out. */
    SortedMap<SecurityGroupId, List<Exit>> exits(List<SecurityGroupId> groups);

    /**
     * A way out of a security group.
     *
     * @param group the group that it leads to; empty when it leads to addresses
     * @param to in words, like {@code 0.0.0.0/0}
     */
    record Exit(Optional<SecurityGroupId> group, String to) {}
}
