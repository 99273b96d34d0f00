package dev.pilotlight.twin.service.ec2;

import dev.pilotlight.twin.wire.CallContext;
import dev.pilotlight.twin.wire.QueryParameters;
import dev.pilotlight.twin.wire.Xml;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** DescribeImages and DescribeSnapshots. */
final class ImageDescriptions {
    static final Set<String> IMAGES = Set.of("ImageId", "Owner", "Filter", "MaxResults", "NextToken", "DryRun");
    static final Set<String> SNAPSHOTS = Set.of("SnapshotId", "Owner", "Filter", "MaxResults", "NextToken", "DryRun");
    private static final DateTimeFormatter MILLISECONDS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

    private final Ec2World world;

    ImageDescriptions(Ec2World world) {
        this.world = world;
    }

    List<Xml> images(QueryParameters parameters, CallContext context) {
        Ec2Region region = world.region(context.region());
        Instant now = context.now();
        List<String> ids = parameters.list("ImageId");
        for (String id : ids) {
            if (now.isBefore(region.image(id).visibleFrom())) {
                throw Ec2Errors.noSuchImage(id);
            }
        }
        Requests.refuseDryRun(parameters);
        List<Image> found = region.images.values().stream()
                .filter(image -> ids.isEmpty() || ids.contains(image.id()))
                .filter(_ -> isOwner(parameters, context))
                .filter(image -> !now.isBefore(image.visibleFrom()))
                .filter(imageFilters(region, context).asked(parameters))
                .toList();
        return Page.of(found, parameters).answer("imagesSet", image -> item(image, region, context));
    }

    List<Xml> snapshots(QueryParameters parameters, CallContext context) {
        Ec2Region region = world.region(context.region());
        List<String> ids = parameters.list("SnapshotId");
        for (String id : ids) {
            if (!region.snapshots.containsKey(id)) {
                throw Ec2Errors.noSuchSnapshot(id);
            }
        }
        Requests.refuseDryRun(parameters);
        List<Snapshot> found = region.snapshots.values().stream()
                .filter(snapshot -> ids.isEmpty() || ids.contains(snapshot.id()))
                .filter(_ -> isOwner(parameters, context))
                .filter(snapshotFilters(region, context.now()).asked(parameters))
                .toList();
        return Page.of(found, parameters).answer("snapshotSet", snapshot -> item(snapshot, region, context));
    }

    /** Everything in the twin belongs to the caller; asking for somebody else's finds nothing. */
    private static boolean isOwner(QueryParameters parameters, CallContext context) {
        List<String> owners = parameters.list("Owner");
        return owners.isEmpty() || owners.contains("self") || owners.contains(context.account());
    }

    private static Filters<Image> imageFilters(Ec2Region region, CallContext context) {
        return new Filters<Image>(image -> region.tags.of(image.id()))
                .by("image-id", Image::id)
                .by("name", Image::name)
                .by("description", Image::description)
                .by("state", image -> image.state(context.now()).label())
                .by("owner-id", _ -> context.account())
                .by("creation-date", image -> MILLISECONDS.format(image.createdAt()))
                .by("source-image-id", image -> image.origin().imageId())
                .by("source-image-region", image -> image.origin().region())
                .by("source-instance-id", image -> image.origin().instanceId())
                .by("block-device-mapping.snapshot-id", Image::snapshotId)
                .by("is-public", _ -> "false")
                .by("image-type", _ -> "machine")
                .by("architecture", _ -> "arm64")
                .by("root-device-type", _ -> "ebs");
    }

    private static Filters<Snapshot> snapshotFilters(Ec2Region region, Instant now) {
        return new Filters<Snapshot>(snapshot -> region.tags.of(snapshot.id()))
                .by("snapshot-id", Snapshot::id)
                .by("status", snapshot -> snapshot.state(now))
                .by("progress", snapshot -> snapshot.progress(now))
                .by("description", Snapshot::description);
    }

    private static Xml item(Image image, Ec2Region region, CallContext context) {
        Xml item = Xml.element(
                "item",
                Xml.text("imageId", image.id()),
                Xml.text("imageLocation", context.account() + "/" + image.name()),
                Xml.text("imageState", image.state(context.now()).label()),
                Xml.text("imageOwnerId", context.account()),
                Xml.text("creationDate", MILLISECONDS.format(image.createdAt())),
                Xml.text("isPublic", false),
                Xml.text("architecture", "arm64"),
                Xml.text("imageType", "machine"),
                Xml.text("name", image.name()),
                Xml.text("description", image.description()),
                Xml.text("rootDeviceType", "ebs"),
                Xml.text("rootDeviceName", "/dev/xvda"),
                Xml.text("virtualizationType", "hvm"),
                Xml.text("hypervisor", "xen"),
                Xml.element("blockDeviceMapping", mapping(image)));
        if (image.artifact().state(context.now()) instanceof Artifact.Failed failed) {
            item.add(Xml.element(
                    "stateReason", Xml.text("code", "Client.InternalError"), Xml.text("message", failed.reason())));
        }
        addOrigin(item, image.origin());
        return item.add(region.tags.xml(image.id()));
    }

    private static Xml mapping(Image image) {
        return Xml.element(
                "item",
                Xml.text("deviceName", "/dev/xvda"),
                Xml.element(
                        "ebs",
                        Xml.text("snapshotId", image.snapshotId()),
                        Xml.text("volumeSize", 8),
                        Xml.text("deleteOnTermination", true),
                        Xml.text("volumeType", "gp3"),
                        Xml.text("encrypted", image.encrypted())));
    }

    private static void addOrigin(Xml item, Image.Origin origin) {
        if (!origin.instanceId().isEmpty()) {
            item.add(Xml.text("sourceInstanceId", origin.instanceId()));
        }
        if (!origin.imageId().isEmpty()) {
            item.add(Xml.text("sourceImageId", origin.imageId()));
            item.add(Xml.text("sourceImageRegion", origin.region()));
        }
    }

    private static Xml item(Snapshot snapshot, Ec2Region region, CallContext context) {
        Xml item = Xml.element(
                "item",
                Xml.text("snapshotId", snapshot.id()),
                Xml.text("volumeId", "vol-ffffffff"),
                Xml.text("status", snapshot.state(context.now())),
                Xml.time("startTime", snapshot.startedAt()),
                Xml.text("progress", snapshot.progress(context.now())),
                Xml.text("ownerId", context.account()),
                Xml.text("volumeSize", 8),
                Xml.text("description", snapshot.description()),
                Xml.text("encrypted", snapshot.encrypted()),
                Xml.text("storageTier", "standard"));
        if (snapshot.encrypted()) {
            item.add(Xml.text("kmsKeyId", snapshot.key()));
        }
        if (snapshot.artifact().state(context.now()) instanceof Artifact.Failed failed) {
            item.add(Xml.text("statusMessage", failed.reason()));
        }
        return item.add(region.tags.xml(snapshot.id()));
    }
}
