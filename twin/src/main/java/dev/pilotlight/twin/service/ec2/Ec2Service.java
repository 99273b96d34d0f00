package dev.pilotlight.twin.service.ec2;

import dev.pilotlight.twin.physics.Physics;
import dev.pilotlight.twin.physics.RegionLife;
import dev.pilotlight.twin.physics.TokenBuckets;
import dev.pilotlight.twin.service.Identifiers;
import dev.pilotlight.twin.wire.CallContext;
import dev.pilotlight.twin.wire.QueryService;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * Amazon EC2 in all Regions of the twin. Besides the API it offers two things to the composition: methods that put
 * something into the world at its beginning, and questions about the world from the twin's side. Neither may run while
 * the service answers somebody (see {@link dev.pilotlight.twin.wire.Front#exclusively}).
 */
public final class Ec2Service extends QueryService {
    private final Ec2World world;
    private final Images images;
    private final ImageReferences references;
    private final TokenBuckets buckets;

    /**
     * @param hypervisor starts the machines and makes the images
     * @param life which Regions are alive; a copy cannot begin while its source Region is down
     * @param identifiers the twin's
     */
    public Ec2Service(Hypervisor hypervisor, Physics physics, RegionLife life, Identifiers identifiers) {
        super(Dialect.EC2, "http://ec2.amazonaws.com/doc/2016-11-15/");
        this.world = new Ec2World(hypervisor, physics, life, identifiers);
        this.images = new Images(world);
        this.references = new ImageReferences(world);
        this.buckets = new TokenBuckets(physics.throttling(), signingName());
        addInstanceOperations(new Launches(world), new Instances(world), new TagOperations(world));
        addImageOperations(new ImageDescriptions(world));
        addCapacityOperations(new InstanceTypes(world));
        addVolumeOperations(new Volumes(world));
        addNetworkOperations(new Network(world), new NetworkAcls(world), new NetworkInterfaces(world));
    }

    private void addInstanceOperations(Launches launches, Instances instances, TagOperations tags) {
        operation("RunInstances", Launches.PARAMETERS, launches::run);
        operation("DescribeInstances", Instances.DESCRIBE, instances::describe);
        operation("DescribeInstanceStatus", Instances.DESCRIBE_STATUS, instances::describeStatus);
        operation("TerminateInstances", Instances.END, instances::terminate);
        operation("StopInstances", Instances.END, instances::stop);
        operation("StartInstances", Instances.END, instances::start);
        operation("CreateTags", TagOperations.CREATE, tags::create);
        operation("DescribeTags", TagOperations.DESCRIBE, tags::describe);
    }

    private void addImageOperations(ImageDescriptions descriptions) {
        operation("CreateImage", Images.CREATE, images::create);
        operation("CopyImage", Images.COPY, images::copy);
        operation("DeregisterImage", Images.DEREGISTER, images::deregister);
        operation("DeleteSnapshot", Images.DELETE_SNAPSHOT, images::deleteSnapshot);
        operation("DescribeImages", ImageDescriptions.IMAGES, descriptions::images);
        operation("DescribeSnapshots", ImageDescriptions.SNAPSHOTS, descriptions::snapshots);
        operation("DescribeImageReferences", ImageReferences.DESCRIBE, references::describe);
    }

    private void addCapacityOperations(InstanceTypes types) {
        operation("DescribeInstanceTypes", InstanceTypes.DESCRIBE, types::describe);
        operation("DescribeInstanceTypeOfferings", InstanceTypes.OFFERINGS, types::offerings);
        operation(
                "DescribeCapacityReservations",
                CapacityReservations.DESCRIBE,
                (parameters, context) ->
                        CapacityReservations.describe(world.region(context.region()), parameters, context));
    }

    private void addVolumeOperations(Volumes volumes) {
        operation("DescribeVolumes", Volumes.DESCRIBE, volumes::describe);
        operation("DeleteVolume", Volumes.DELETE, volumes::delete);
    }

    private void addNetworkOperations(Network network, NetworkAcls acls, NetworkInterfaces interfaces) {
        operation("DescribeVpcs", Network.VPCS, network::vpcs);
        operation("DescribeSubnets", Network.SUBNETS, network::subnets);
        operation("DescribeSecurityGroups", Network.GROUPS, network::groups);
        operation("DescribeAvailabilityZones", Network.ZONES, network::zones);
        operation("DescribeNetworkInterfaces", NetworkInterfaces.DESCRIBE, interfaces::describe);
        operation("DescribeNetworkAcls", NetworkAcls.DESCRIBE, acls::describe);
        operation("CreateNetworkAcl", NetworkAcls.CREATE, acls::create);
        operation("DeleteNetworkAcl", NetworkAcls.DELETE, acls::delete);
        operation("CreateNetworkAclEntry", NetworkAcls.CREATE_ENTRY, acls::createEntry);
        operation("DeleteNetworkAclEntry", NetworkAcls.DELETE_ENTRY, acls::deleteEntry);
        operation("ReplaceNetworkAclAssociation", NetworkAcls.REPLACE_ASSOCIATION, acls::replaceAssociation);
    }

    @Override
    public String signingName() {
        return "ec2";
    }

    @Override
    protected void admit(String action, CallContext context) {
        if (!buckets.take(context.region(), action, context.now())) {
            throw Ec2Errors.tooManyRequests();
        }
    }

    /** Puts a network into a Region, with the network ACL that lets everything through. */
    public void addVpc(String region, Vpc vpc) {
        world.region(region).vpcs.put(vpc.id(), vpc);
        NetworkAcl acl = new NetworkAcl(world.newId("acl"), vpc.id());
        acl.entries().put(new NetworkAcl.Place(false, 100), NetworkAcl.Entry.everything(true));
        acl.entries().put(new NetworkAcl.Place(true, 100), NetworkAcl.Entry.everything(true));
        world.region(region).acls.put(acl.id(), acl);
    }

    /** Puts a subnet into a Region whose network is already there. */
    public void addSubnet(String region, Subnet subnet) {
        world.region(region).subnets.put(subnet.id(), subnet);
        world.region(region).acls.values().stream()
                .filter(acl -> acl.vpcId().equals(subnet.vpcId()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("add the network first: " + subnet.vpcId()))
                .subnetsByAssociation()
                .put(world.newId("aclassoc"), subnet.id());
    }

    /** Puts a network ACL without rules into a network; it denies everything. */
    public void addNetworkAcl(String region, String id, String vpcId) {
        world.region(region).acls.put(id, new NetworkAcl(id, vpcId));
    }

    /** Puts the network interface of a database's server into a subnet. */
    public void addDatabaseInterface(String region, String subnetId) {
        world.region(region)
                .databaseInterfaces
                .put(world.newId("eni"), world.region(region).subnet(subnetId));
    }

    public void addSecurityGroup(String region, SecurityGroup group) {
        world.region(region).groups.put(group.id(), group);
    }

    /** Hears the Region and the id of every AMI that is being made or copied. */
    public void onImage(BiConsumer<String, String> listener) {
        images.onBirth(listener);
    }

    /** Tells where the images are to be found that launch templates name, by the templates' names, in a Region. */
    public void consult(Function<String, Map<String, String>> launchTemplates) {
        references.consult(launchTemplates);
    }

    /** Puts an AMI into a Region. */
    public void addImage(
            String region, String id, String name, Artifact artifact, Map<String, String> tags, Instant createdAt) {
        Ec2Region there = world.region(region);
        Snapshot snapshot = new Snapshot(world.newId("snap"), id, "", createdAt, artifact, "");
        Image.Origin origin = Image.Origin.unknown();
        there.snapshots.put(snapshot.id(), snapshot);
        there.images.put(id, new Image(id, name, "", createdAt, artifact, snapshot.id(), origin, false, createdAt));
        there.tags.put(id, tags);
    }

    /** An AMI is encrypted from now on, and so is what is made of it. */
    public void encrypt(String region, String imageId, String keyArn) {
        world.region(region).encrypt(imageId, keyArn);
    }

    /**
     * Starts an instance that the world has from its beginning. Its subnet, its groups and its image must be there.
     *
     * @param groups ids of security groups
     */
    public void addInstance(InstanceLaunch launch, List<String> groups) {
        Ec2Region region = world.region(launch.region());
        Subnet subnet = region.subnet(launch.subnetId());
        List<SecurityGroup> around = groups.stream()
                .map(id -> Optional.ofNullable(region.groups.get(id)).orElseThrow(() -> Ec2Errors.noSuchGroup(id)))
                .toList();
        Instance.Reservation reservation = new Instance.Reservation(world.newId("r"), "", subnet.vpcId(), around);
        Guest guest = world.hypervisor().start(launch);
        String address = Addresses.next(subnet, region);
        region.instances.put(launch.instanceId(), new Instance(reservation, launch, guest, 0, address));
        region.tags.put(launch.instanceId(), launch.tags());
        Volumes.attach(world, region, launch, Map.of());
    }

    /** Gives an AMI a second disk, which outlives every instance that is launched from it or from a copy. */
    public void keepData(String region, String imageId) {
        world.region(region).imagesThatKeepData.add(imageId);
    }

    /**
     * Reserves capacity in a Region.
     *
     * @param id like {@code cr-0123456789abcdef0}
     * @param count how many instances fit into it
     */
    public void addReservation(String region, String id, String zone, String instanceType, int count) {
        world.region(region).reservations.put(id, new Ec2Region.Reserved(zone, instanceType, count));
    }

    /**
     * Starts an instance for another service of the twin.
     *
     * @return its id
     */
    public String start(
            String region,
            String imageId,
            String instanceType,
            String subnetId,
            String securityGroup,
            String profile,
            Map<String, String> tags,
            Instant now) {
        String id = world.newId("i");
        Ec2Region there = world.region(region);
        InstanceLaunch launch = new InstanceLaunch(
                id,
                region,
                there.subnet(subnetId).zone(),
                subnetId,
                instanceType,
                imageId,
                there.image(imageId).artifact(),
                profile,
                "",
                tags,
                now);
        addInstance(launch, List.of(securityGroup));
        return id;
    }

    /** Ends an instance for another service of the twin; one that is not there is none. */
    public void end(String region, String id, Instant now) {
        Optional.ofNullable(world.region(region).instances.get(id)).ifPresent(instance -> instance.terminate(now));
    }

    /** What an observer outside the API knows about one instance. */
    public record Sight(InstanceLaunch launch, Guest guest, String privateAddress, Map<String, String> tags) {}

    /** Every instance there ever was in a Region, in the order of their launches. */
    public List<Sight> instances(String region) {
        return world.region(region).instances.values().stream()
                .map(instance -> sight(instance, region))
                .toList();
    }

    public Optional<Sight> instance(String region, String id) {
        return Optional.ofNullable(world.region(region).instances.get(id)).map(instance -> sight(instance, region));
    }

    /** Whether the application on an instance answers; empty when the Region has no such instance running. */
    public Optional<Boolean> applicationAnswers(String region, String instanceId, Instant now) {
        return instance(region, instanceId)
                .map(Sight::guest)
                .filter(guest -> guest.state(now) == GuestState.RUNNING)
                .map(guest -> guest.pulse(now).answers());
    }

    /** What a Region holds now that somebody may have left behind, by kind and id. */
    public List<String> everything(String region, Instant now) {
        Ec2Region there = world.region(region);
        List<String> all = new ArrayList<>();
        there.instances.values().stream()
                .filter(instance -> instance.guest().state(now) != GuestState.TERMINATED)
                .forEach(instance -> all.add("instance " + instance.id()));
        there.volumes.values().stream()
                .filter(volume -> Volumes.isThere(volume, there, now))
                .forEach(volume -> all.add("volume " + volume.id()));
        there.images.keySet().forEach(id -> all.add("image " + id));
        there.snapshots.keySet().forEach(id -> all.add("snapshot " + id));
        there.groups
                .values()
                .forEach(group -> all.add("security group " + group.id() + " " + group.ingress() + group.egress()));
        there.acls
                .values()
                .forEach(acl -> all.add("network ACL " + acl.id() + " around "
                        + new TreeSet<>(acl.subnetsByAssociation().values()) + " " + acl.entries()));
        return all;
    }

    /**
     * Whether the security groups of an instance let it connect to something that is in these groups. One that was
     * launched without any is in its network's default group, which lets everything out (<a
     * href="https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html">default security groups</a>).
     */
    public boolean groupsLead(String region, String instanceId, List<String> groups) {
        return Optional.ofNullable(world.region(region).instances.get(instanceId))
                .map(instance -> instance.reservation().groups())
                .filter(own -> own.isEmpty() || own.stream().anyMatch(group -> group.leadsTo(groups)))
                .isPresent();
    }

    /** The tags of every AMI that is registered in a Region, in the order of their ids. */
    public List<Map<String, String>> imageTags(String region) {
        Ec2Region there = world.region(region);
        return there.images.keySet().stream()
                .map(id -> Map.copyOf(there.tags.of(id)))
                .toList();
    }

    /** Every AMI that is registered in a Region with its tags, in the order of their ids. */
    public Map<String, Map<String, String>> images(String region) {
        Ec2Region there = world.region(region);
        Map<String, Map<String, String>> images = new TreeMap<>();
        there.images.keySet().forEach(id -> images.put(id, Map.copyOf(there.tags.of(id))));
        return images;
    }

    /** The bytes of an AMI; empty when it is not registered. */
    public Optional<Artifact> artifact(String region, String imageId) {
        return Optional.ofNullable(world.region(region).images.get(imageId)).map(Image::artifact);
    }

    /** How many AMIs are on their way to a Region. */
    public int pendingImages(String region, Instant now) {
        return (int) world.region(region).images.values().stream()
                .filter(image -> image.state(now) == Image.State.PENDING)
                .count();
    }

    /** How many AMIs and how many snapshots a Region holds. */
    public Holdings holdings(String region) {
        Ec2Region there = world.region(region);
        return new Holdings(there.images.size(), there.snapshots.size());
    }

    /** What is paid for in a Region although nothing runs. */
    public record Holdings(int images, int snapshots) {}

    /** Whether the network ACL of a subnet lets traffic of a TCP port through, wherever it comes from. */
    public boolean networkAllows(String region, String subnetId, boolean egress, int port) {
        return world.region(region).acls.values().stream()
                .filter(acl -> acl.subnetsByAssociation().containsValue(subnetId))
                .allMatch(acl -> acl.allows(egress, port));
    }

    private Sight sight(Instance instance, String region) {
        return new Sight(
                instance.launch(),
                instance.guest(),
                instance.privateAddress(),
                Map.copyOf(world.region(region).tags.of(instance.id())));
    }
}
