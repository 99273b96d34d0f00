package dev.pilotlight.fence;

import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Permit;
import dev.pilotlight.plan.ClusterArn;
import dev.pilotlight.plan.PlanName;
import dev.pilotlight.plan.SubnetId;
import dev.pilotlight.step.Epoch;
import java.util.List;
import java.util.SortedMap;

/** The network around the databases of the primary Region. */
interface DatabaseNetwork {

    /** The subnets that the servers of these clusters may lie in, sorted; none when a cluster's group is not known. */
    List<SubnetId> subnets(List<ClusterArn> clusters);

    /** The ways into these subnets, sorted by subnet; a subnet that does not exist has none. */
    List<Gate> gates(List<SubnetId> subnets);

    /** The network interfaces in these subnets that are not a database's: network ACLs do not filter them. */
    List<String> neighbours(List<SubnetId> subnets);

    /** The network ACLs that an epoch has created, and the VPC of each. */
    SortedMap<NetworkAclId, String> created(PlanName plan, Epoch epoch);

    /**
     * Creates a network ACL that denies everything, marked with plan and epoch. The same token creates once.
     *
     * @param permit for {@link Act.Kind#CREATE_NETWORK_ACL} in the VPC
     */
    NetworkAclId create(Permit permit, PlanName plan, Epoch epoch, String vpc);

    /**
     * Puts the subnet behind another network ACL.
     *
     * @param permit for {@link Act.Kind#CLOSE_SUBNET} or {@link Act.Kind#REOPEN_SUBNET} of the subnet
     * @throws NetworkChangedException when the gate is no longer tied as it was, or an ACL is not there
     */
    void move(Permit permit, Gate gate, NetworkAclId to) throws NetworkChangedException;

    /**
     * Deletes a network ACL, after which no request that is still on its way can put a subnet behind it.
     *
     * @param permit for {@link Act.Kind#DELETE_NETWORK_ACL} of the ACL
     * @throws NetworkChangedException when a subnet is behind it
     */
    void delete(Permit permit, NetworkAclId acl) throws NetworkChangedException;
}
