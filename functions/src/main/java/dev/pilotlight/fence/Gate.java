package dev.pilotlight.fence;

import static java.util.Objects.requireNonNull;

import dev.pilotlight.plan.SubnetId;

/**
 * The way in and out of one subnet.
 *
 * @param vpc that the subnet belongs to
 * @param association that ties the subnet to its network ACL; it has another id after every move
 * @param acl the network ACL that the subnet is behind
 * @param closed whether that ACL denies everything, both ways
 */
record Gate(SubnetId subnet, String vpc, String association, NetworkAclId acl, boolean closed) {
    Gate {
        requireNonNull(subnet);
        requireNonNull(vpc);
        requireNonNull(association);
        requireNonNull(acl);
    }
}
