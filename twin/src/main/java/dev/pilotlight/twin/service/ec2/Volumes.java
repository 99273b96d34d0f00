package dev.pilotlight.twin.service.ec2;

import dev.pilotlight.twin.wire.AwsError;
import dev.pilotlight.twin.wire.CallContext;
import dev.pilotlight.twin.wire.QueryParameters;
import dev.pilotlight.twin.wire.Xml;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The disks of instances: DescribeVolumes and DeleteVolume. */
final class Volumes {
    static final Set<String> DESCRIBE = Set.of("VolumeId", "Filter", "MaxResults", "NextToken", "DryRun");
    static final Set<String> DELETE = Set.of("VolumeId", "DryRun");
    private static final String ROOT = "/dev/xvda";
    private static final String DATA = "/dev/xvdb";

    private final Ec2World world;

    Volumes(Ec2World world) {
        this.world = world;
    }

    /** Gives an instance the disks that its image asks for. */
    static void attach(Ec2World world, Ec2Region region, InstanceLaunch launch, Map<String, String> tags) {
        add(world, region, launch.instanceId(), ROOT, true, tags);
        if (region.imagesThatKeepData.contains(launch.imageId())) {
            add(world, region, launch.instanceId(), DATA, false, tags);
        }
    }

    private static void add(
            Ec2World world, Ec2Region region, String instance, String device, boolean ends, Map<String, String> tags) {
        String id = world.newId("vol");
        region.volumes.put(id, new Volume(id, instance, device, ends));
        region.tags.put(id, tags);
    }

    /** Whether it is there still. */
    static boolean isThere(Volume volume, Ec2Region region, Instant now) {
        return !volume.endsWithInstance() || isInUse(volume, region, now);
    }

    private static boolean isInUse(Volume volume, Ec2Region region, Instant now) {
        Instance instance = region.instances.get(volume.instanceId());
        return instance != null && instance.guest().state(now) != GuestState.TERMINATED;
    }

    List<Xml> describe(QueryParameters parameters, CallContext context) {
        Ec2Region region = world.region(context.region());
        Instant now = context.now();
        List<String> ids = parameters.list("VolumeId");
        ids.forEach(id -> volume(id, region, now));
        Filters<Volume> filters = new Filters<Volume>(volume -> region.tags.of(volume.id()))
                .by("volume-id", Volume::id)
                .by("attachment.instance-id", Volume::instanceId)
                .by("status", volume -> status(volume, region, now));
        Requests.refuseDryRun(parameters);
        List<Volume> found = region.volumes.values().stream()
                .filter(volume -> isThere(volume, region, now))
                .filter(volume -> ids.isEmpty() || ids.contains(volume.id()))
                .filter(filters.asked(parameters))
                .toList();
        return Page.of(found, parameters)
                .answer(
                        "volumeSet",
                        volume -> Xml.element(
                                "item",
                                Xml.text("volumeId", volume.id()),
                                Xml.text("size", 8),
                                Xml.text("status", status(volume, region, now)),
                                region.tags.xml(volume.id())));
    }

    List<Xml> delete(QueryParameters parameters, CallContext context) {
        Ec2Region region = world.region(context.region());
        Volume volume = volume(parameters.required("VolumeId"), region, context.now());
        if (isInUse(volume, region, context.now())) {
            throw AwsError.badRequest(
                    "VolumeInUse", "Volume " + volume.id() + " is currently attached to " + volume.instanceId());
        }
        Requests.refuseDryRun(parameters);
        region.volumes.remove(volume.id());
        region.tags.forget(volume.id());
        return Requests.done();
    }

    private static String status(Volume volume, Ec2Region region, Instant now) {
        return isInUse(volume, region, now) ? "in-use" : "available";
    }

    private static Volume volume(String id, Ec2Region region, Instant now) {
        Volume volume = region.volumes.get(id);
        if (volume == null || !isThere(volume, region, now)) {
            throw AwsError.badRequest("InvalidVolume.NotFound", "The volume '" + id + "' does not exist.");
        }
        return volume;
    }
}
