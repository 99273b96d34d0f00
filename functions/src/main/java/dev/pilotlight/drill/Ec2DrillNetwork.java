package dev.pilotlight.drill;

import dev.pilotlight.aws.AwsErrors;
import dev.pilotlight.plan.SecurityGroupId;
import dev.pilotlight.plan.SubnetId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;

/** The network of a drill in Amazon VPC. */
final class Ec2DrillNetwork implements DrillNetwork {
    private final Ec2Client ec2;

    Ec2DrillNetwork(Ec2Client ec2) {
        this.ec2 = ec2;
    }

    @Override
    public Set<SubnetId> existing(List<SubnetId> subnets) {
        Set<SubnetId> existing = new TreeSet<>();
        try {
            ec2.describeSubnets(describe -> describe.filters(named(
                            "subnet-id", subnets.stream().map(SubnetId::value).toList())))
                    .subnets()
                    .forEach(subnet -> existing.add(new SubnetId(subnet.subnetId())));
        } catch (SdkException failure) {
            throw AwsErrors.translate(failure);
        }
        return existing;
    }

    @Override
    public SortedMap<SecurityGroupId, List<Exit>> exits(List<SecurityGroupId> groups) {
        SortedMap<SecurityGroupId, List<Exit>> exits = new TreeMap<>();
        try {
            ec2.describeSecurityGroups(describe -> describe.filters(named(
                            "group-id",
                            groups.stream().map(SecurityGroupId::value).toList())))
                    .securityGroups()
                    .forEach(group -> exits.put(new SecurityGroupId(group.groupId()), exits(group)));
        } catch (SdkException failure) {
            throw AwsErrors.translate(failure);
        }
        return exits;
    }

    private static List<Exit> exits(SecurityGroup group) {
        List<Exit> exits = new ArrayList<>();
        for (IpPermission permission : group.ipPermissionsEgress()) {
            permission.ipRanges().forEach(range -> exits.add(new Exit(Optional.empty(), range.cidrIp())));
            permission.ipv6Ranges().forEach(range -> exits.add(new Exit(Optional.empty(), range.cidrIpv6())));
            permission.prefixListIds().forEach(list -> exits.add(new Exit(Optional.empty(), list.prefixListId())));
            permission
                    .userIdGroupPairs()
                    .forEach(pair ->
                            exits.add(new Exit(Optional.of(new SecurityGroupId(pair.groupId())), pair.groupId())));
        }
        return exits;
    }

    private static Filter named(String name, List<String> values) {
        return Filter.builder().name(name).values(values).build();
    }
}
