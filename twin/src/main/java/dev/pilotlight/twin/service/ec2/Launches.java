package dev.pilotlight.twin.service.ec2;

import dev.pilotlight.twin.physics.Capacity;
import dev.pilotlight.twin.wire.AwsError;
import dev.pilotlight.twin.wire.CallContext;
import dev.pilotlight.twin.wire.QueryParameters;
import dev.pilotlight.twin.wire.Xml;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** RunInstances. */
final class Launches {
    static final Set<String> PARAMETERS = Set.of(
            "ImageId",
            "InstanceType",
            "MinCount",
            "MaxCount",
            "SubnetId",
            "SecurityGroupId",
            "IamInstanceProfile",
            "UserData",
            "TagSpecification",
            "ClientToken",
            "CapacityReservationSpecification",
            "MetadataOptions",
            "DryRun");
    private static final int LONGEST_TOKEN = 64;

    private final Ec2World world;

    Launches(Ec2World world) {
        this.world = world;
    }

    /** A launch that was found to be in order. */
    private record Wanted(
            Subnet subnet, List<SecurityGroup> groups, Image image, String instanceType, QueryParameters parameters) {}

    List<Xml> run(QueryParameters parameters, CallContext context) {
        Ec2Region region = world.region(context.region());
        Subnet subnet = region.subnet(parameters.text("SubnetId").orElseThrow(Launches::noDefaultNetwork));
        Ec2Region.Token token = new Ec2Region.Token("RunInstances " + subnet.zone(), token(parameters));
        Optional<String> earlier = region.remembered(token, parameters.all());
        String reservation = earlier.orElseGet(() -> launch(wanted(parameters, subnet, region, context), context));
        if (!token.value().isEmpty()) {
            region.memories.putIfAbsent(token, new Ec2Region.Memory(parameters.all(), reservation));
        }
        List<Instance> instances = region.instances.values().stream()
                .filter(instance -> instance.reservation().id().equals(reservation))
                .toList();
        return InstanceXml.reservation(reservation, instances, region, context);
    }

    private Wanted wanted(QueryParameters parameters, Subnet subnet, Ec2Region region, CallContext context) {
        List<SecurityGroup> groups = parameters.list("SecurityGroupId").stream()
                .map(id -> group(id, subnet, region))
                .toList();
        Image image = region.image(parameters.required("ImageId"));
        if (image.state(context.now()) != Image.State.AVAILABLE) {
            throw Ec2Errors.imageUnavailable(image.id());
        }
        return new Wanted(subnet, groups, image, parameters.text("InstanceType").orElse("m1.small"), parameters);
    }

    private String launch(Wanted wanted, CallContext context) {
        Ec2Region region = world.region(context.region());
        Optional<String> reserved = CapacityReservations.target(wanted.parameters());
        int count = grantedCount(wanted, context);
        Requests.refuseDryRun(wanted.parameters());
        Instance.Reservation reservation = new Instance.Reservation(
                world.newId("r"), token(wanted.parameters()), wanted.subnet().vpcId(), wanted.groups());
        Map<String, String> tags = Tags.specified(wanted.parameters(), "instance");
        for (int index = 0; index < count; index++) {
            InstanceLaunch launch = launch(wanted, tags, context);
            Guest guest = world.hypervisor().start(launch);
            String address = Addresses.next(wanted.subnet(), region);
            region.instances.put(launch.instanceId(), new Instance(reservation, launch, guest, index, address));
            region.tags.put(launch.instanceId(), tags);
            Volumes.attach(world, region, launch, Tags.specified(wanted.parameters(), "volume"));
            reserved.ifPresent(id -> region.launchedFrom.put(launch.instanceId(), id));
        }
        return reservation.id();
    }

    private InstanceLaunch launch(Wanted wanted, Map<String, String> tags, CallContext context) {
        return new InstanceLaunch(
                world.newId("i"),
                context.region(),
                wanted.subnet().zone(),
                wanted.subnet().id(),
                wanted.instanceType(),
                wanted.image().id(),
                wanted.image().artifact(),
                profile(wanted.parameters()),
                wanted.parameters().text("UserData").orElse(""),
                tags,
                context.now());
    }

    /** As many instances as there is room for, up to the maximum; fewer than the minimum is an error. */
    private int grantedCount(Wanted wanted, CallContext context) {
        Ec2Region region = world.region(context.region());
        Instant now = context.now();
        int minimum = count(wanted.parameters(), "MinCount");
        int maximum = count(wanted.parameters(), "MaxCount");
        if (minimum > maximum) {
            throw Ec2Errors.invalidCombination("MinCount cannot be greater than MaxCount");
        }
        Capacity capacity = world.physics().compute().capacity();
        Capacity.Slot slot = new Capacity.Slot(wanted.subnet().zone(), wanted.instanceType());
        if (capacity.unsupported().contains(slot)) {
            throw unsupported(slot);
        }
        long inRegion = occupying(region, now, _ -> true);
        int limit = capacity.limitIn(context.region());
        if (inRegion + minimum > limit) {
            throw limitExceeded(minimum, limit);
        }
        Optional<String> reserved = CapacityReservations.target(wanted.parameters());
        if (reserved.isPresent()) {
            long used = occupying(
                    region, now, launch -> reserved.get().equals(region.launchedFrom.get(launch.instanceId())));
            return CapacityReservations.granted(region, reserved.get(), slot, used, minimum, maximum);
        }
        long inSlot = occupying(
                region,
                now,
                launch -> slot.equals(slot(launch)) && !region.launchedFrom.containsKey(launch.instanceId()));
        long room = Math.min(limit - inRegion, capacity.of(slot) - inSlot);
        if (room < minimum) {
            throw insufficient(slot);
        }
        return (int) Math.min(maximum, room);
    }

    private static long occupying(Ec2Region region, Instant now, Predicate<InstanceLaunch> counted) {
        return region.instances.values().stream()
                .filter(instance -> counted.test(instance.launch()))
                .filter(instance -> instance.guest().state(now).occupies())
                .count();
    }

    private static Capacity.Slot slot(InstanceLaunch launch) {
        return new Capacity.Slot(launch.zone(), launch.instanceType());
    }

    private static int count(QueryParameters parameters, String name) {
        parameters.required(name);
        int count = parameters.integer(name, 0);
        if (count < 1) {
            throw Ec2Errors.invalidValue(String.valueOf(count), name, "It must be greater than 0.");
        }
        return count;
    }

    private static SecurityGroup group(String id, Subnet subnet, Ec2Region region) {
        SecurityGroup group = region.groups.get(id);
        if (group == null) {
            throw Ec2Errors.noSuchGroup(id);
        }
        if (!group.vpcId().equals(subnet.vpcId())) {
            throw AwsError.badRequest(
                    "InvalidParameter",
                    "Security group " + id + " and subnet " + subnet.id() + " belong to different networks.");
        }
        return group;
    }

    private static String token(QueryParameters parameters) {
        String token = parameters.text("ClientToken").orElse("");
        if (token.length() > LONGEST_TOKEN) {
            throw Ec2Errors.invalidValue(token, "clientToken", "It has more than 64 characters.");
        }
        return token;
    }

    private static String profile(QueryParameters parameters) {
        QueryParameters profile = parameters.structure("IamInstanceProfile");
        String arn = profile.text("Arn").orElse("");
        return profile.text("Name").orElse(arn.substring(arn.lastIndexOf('/') + 1));
    }

    private static AwsError noDefaultNetwork() {
        return AwsError.badRequest("VPCIdNotSpecified", "No default VPC for this user. Name a SubnetId.");
    }

    private static AwsError limitExceeded(int wanted, int limit) {
        return AwsError.badRequest(
                "InstanceLimitExceeded",
                "You have requested more instances (" + wanted + ") than your current instance limit of " + limit
                        + " allows for the specified instance type.");
    }

    private static AwsError insufficient(Capacity.Slot slot) {
        return new AwsError(
                500,
                "InsufficientInstanceCapacity",
                "We currently do not have sufficient " + slot.instanceType()
                        + " capacity in the Availability Zone you requested (" + slot.zone() + ").");
    }

    private static AwsError unsupported(Capacity.Slot slot) {
        return AwsError.badRequest(
                "Unsupported",
                "Your requested instance type (" + slot.instanceType()
                        + ") is not supported in your requested Availability Zone (" + slot.zone() + ").");
    }
}
