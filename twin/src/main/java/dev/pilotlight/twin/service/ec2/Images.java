package dev.pilotlight.twin.service.ec2;

import dev.pilotlight.twin.physics.ImagePhysics;
import dev.pilotlight.twin.wire.AwsError;
import dev.pilotlight.twin.wire.CallContext;
import dev.pilotlight.twin.wire.QueryParameters;
import dev.pilotlight.twin.wire.Xml;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/** Making, copying and deregistering AMIs, and deleting their snapshots. */
final class Images {
    static final Set<String> CREATE =
            Set.of("InstanceId", "Name", "Description", "NoReboot", "TagSpecification", "DryRun");
    static final Set<String> COPY = Set.of(
            "Name",
            "Description",
            "SourceImageId",
            "SourceRegion",
            "ClientToken",
            "CopyImageTags",
            "TagSpecification",
            "Encrypted",
            "KmsKeyId",
            "SnapshotCopyCompletionDurationMinutes",
            "DryRun");
    static final Set<String> DEREGISTER = Set.of("ImageId", "DeleteAssociatedSnapshots", "DryRun");
    static final Set<String> DELETE_SNAPSHOT = Set.of("SnapshotId", "DryRun");
    private static final int LONGEST_TOKEN = 128;
    private static final int STEP_MINUTES = 15;
    private static final int LONGEST_MINUTES = 48 * 60;

    private final Ec2World world;
    private BiConsumer<String, String> newborns = (_, _) -> {};

    Images(Ec2World world) {
        this.world = world;
    }

    /** Hears the Region and the id of every image that is being made. */
    void onBirth(BiConsumer<String, String> listener) {
        newborns = listener;
    }

    List<Xml> create(QueryParameters parameters, CallContext context) {
        Ec2Region region = world.region(context.region());
        Instance instance = region.instance(parameters.required("InstanceId"));
        refuseUnlessStill(instance, context);
        String name = name(parameters);
        refuseDuplicate(name, region);
        Requests.refuseDryRun(parameters);
        String id = world.newId("ami");
        ArtifactBirth birth = new ArtifactBirth(id, context.region(), context.region(), "", context.now());
        Artifact artifact = world.hypervisor().capture(instance.guest(), !parameters.flag("NoReboot"), birth);
        Image.Origin origin = new Image.Origin(instance.id(), "", "");
        if (region.imagesThatKeepData.contains(instance.launch().imageId())) {
            region.imagesThatKeepData.add(id);
        }
        String key = region.keyOf(instance.launch().imageId());
        register(id, name, artifact, origin, key, Map.of(), parameters, context);
        return List.of(Xml.text("imageId", id));
    }

    List<Xml> copy(QueryParameters parameters, CallContext context) {
        Ec2Region region = world.region(context.region());
        Ec2Region.Token token = new Ec2Region.Token("CopyImage", token(parameters));
        Optional<String> earlier = region.remembered(token, parameters.all());
        String id = earlier.orElseGet(() -> begin(parameters, context));
        if (!token.value().isEmpty()) {
            region.memories.putIfAbsent(token, new Ec2Region.Memory(parameters.all(), id));
        }
        return List.of(Xml.text("imageId", id));
    }

    private String begin(QueryParameters parameters, CallContext context) {
        String sourceRegion = parameters.required("SourceRegion");
        String name = name(parameters);
        String key = parameters.text("KmsKeyId").orElse("");
        if (!key.isEmpty() && !parameters.flag("Encrypted")) {
            throw Ec2Errors.invalidCombination("The parameter KmsKeyId requires the parameter Encrypted to be set.");
        }
        Optional<Duration> within = within(parameters);
        Image source = source(parameters.required("SourceImageId"), sourceRegion, context);
        refuseBeyondLimits(sourceRegion, context);
        Requests.refuseDryRun(parameters);
        String id = world.newId("ami");
        // A copy of what is encrypted is encrypted too, whoever asks.
        boolean encrypted = parameters.flag("Encrypted") || source.encrypted();
        ArtifactBirth birth = new ArtifactBirth(id, context.region(), sourceRegion, key, context.now(), within);
        Artifact artifact = world.hypervisor().copy(source.artifact(), birth);
        Map<String, String> inherited = parameters.flag("CopyImageTags")
                ? world.region(sourceRegion).tags.of(source.id())
                : Map.of();
        Image.Origin origin = new Image.Origin("", source.id(), sourceRegion);
        if (world.region(sourceRegion).imagesThatKeepData.contains(source.id())) {
            world.region(context.region()).imagesThatKeepData.add(id);
        }
        register(id, name, artifact, origin, encrypted ? arn(key, context) : "", inherited, parameters, context);
        return id;
    }

    private static Optional<Duration> within(QueryParameters parameters) {
        Optional<String> asked = parameters.text("SnapshotCopyCompletionDurationMinutes");
        int minutes = parameters.integer("SnapshotCopyCompletionDurationMinutes", STEP_MINUTES);
        if (minutes < STEP_MINUTES || minutes > LONGEST_MINUTES || minutes % STEP_MINUTES != 0) {
            throw Ec2Errors.invalidValue(
                    String.valueOf(minutes),
                    "snapshotCopyCompletionDurationMinutes",
                    "It must be between 15 minutes and 48 hours, in 15-minute increments.");
        }
        return asked.map(_ -> Duration.ofMinutes(minutes));
    }

    private void refuseBeyondLimits(String sourceRegion, CallContext context) {
        List<Image> onTheirWay = world.region(context.region()).images.values().stream()
                .filter(image -> !image.origin().region().isEmpty())
                .filter(image -> image.state(context.now()) == Image.State.PENDING)
                .toList();
        long fromThere = onTheirWay.stream()
                .filter(image -> image.origin().region().equals(sourceRegion))
                .count();
        ImagePhysics.CopyLimits limits = world.physics().images().limits();
        if (onTheirWay.size() >= limits.atOnce() || fromThere >= limits.fromOneRegion()) {
            throw AwsError.badRequest(
                    "ResourceLimitExceeded", "Too many AMI copies to " + context.region() + " are in progress");
        }
    }

    List<Xml> deregister(QueryParameters parameters, CallContext context) {
        Ec2Region region = world.region(context.region());
        Image image = region.image(parameters.required("ImageId"));
        Requests.refuseDryRun(parameters);
        region.images.remove(image.id());
        region.tags.forget(image.id());
        if (parameters.flag("DeleteAssociatedSnapshots")) {
            forget(image.snapshotId(), region);
        }
        return Requests.done();
    }

    List<Xml> deleteSnapshot(QueryParameters parameters, CallContext context) {
        Ec2Region region = world.region(context.region());
        String id = parameters.required("SnapshotId");
        if (!region.snapshots.containsKey(id)) {
            throw Ec2Errors.noSuchSnapshot(id);
        }
        region.images.values().stream()
                .filter(image -> image.snapshotId().equals(id))
                .findFirst()
                .ifPresent(image -> {
                    throw AwsError.badRequest(
                            "InvalidSnapshot.InUse", "The snapshot " + id + " is currently in use by " + image.id());
                });
        Requests.refuseDryRun(parameters);
        forget(id, region);
        return Requests.done();
    }

    private static void forget(String snapshotId, Ec2Region region) {
        Snapshot snapshot = region.snapshots.remove(snapshotId);
        if (snapshot != null) {
            snapshot.artifact().discard();
        }
        region.tags.forget(snapshotId);
    }

    /** The key of a copy; the account's own for EBS when none is named. */
    private static String arn(String key, CallContext context) {
        return key.startsWith("arn:") ? key : context.arn("kms", "key/" + (key.isEmpty() ? "aws-ebs" : key));
    }

    private void register(
            String id,
            String name,
            Artifact artifact,
            Image.Origin origin,
            String key,
            Map<String, String> inherited,
            QueryParameters parameters,
            CallContext context) {
        Ec2Region region = world.region(context.region());
        String description = parameters.text("Description").orElse("");
        Snapshot snapshot = new Snapshot(world.newId("snap"), id, description, context.now(), artifact, key);
        region.snapshots.put(snapshot.id(), snapshot);
        region.images.put(
                id,
                new Image(
                        id,
                        name,
                        description,
                        context.now(),
                        artifact,
                        snapshot.id(),
                        origin,
                        !key.isEmpty(),
                        context.now().plus(world.physics().compute().visibleAfter())));
        Map<String, String> tags = new LinkedHashMap<>(inherited);
        tags.putAll(Tags.specified(parameters, "image"));
        region.tags.put(id, tags);
        region.tags.put(snapshot.id(), Tags.specified(parameters, "snapshot"));
        newborns.accept(context.region(), id);
    }

    private Image source(String id, String sourceRegion, CallContext context) {
        Ec2Region region = world.existing(sourceRegion)
                .orElseThrow(() -> AwsError.badRequest(
                        "InvalidRequest", "The source region '" + sourceRegion + "' does not exist"));
        if (!world.life().isAlive(sourceRegion)) {
            throw AwsError.badRequest(
                    "InvalidRequest", "The storage for the ami is not available in the source Region.");
        }
        Image image = region.image(id);
        if (image.state(context.now()) != Image.State.AVAILABLE) {
            throw Ec2Errors.imageUnavailable(id);
        }
        return image;
    }

    private static void refuseUnlessStill(Instance instance, CallContext context) {
        GuestState state = instance.guest().state(context.now());
        if (state != GuestState.RUNNING && state != GuestState.STOPPED) {
            throw AwsError.badRequest(
                    "IncorrectState",
                    "The instance '" + instance.id() + "' is not in the 'running' or 'stopped' state.");
        }
    }

    private static void refuseDuplicate(String name, Ec2Region region) {
        region.images.values().stream()
                .filter(image -> image.name().equals(name))
                .findFirst()
                .ifPresent(image -> {
                    throw AwsError.badRequest(
                            "InvalidAMIName.Duplicate", "AMI name " + name + " is already in use by AMI " + image.id());
                });
    }

    private static String name(QueryParameters parameters) {
        String name = parameters.required("Name");
        if (!name.matches("[\\p{Alnum} ()\\[\\]./'@_-]{3,128}")) {
            throw AwsError.badRequest(
                    "InvalidAMIName.Malformed",
                    "AMI names must be between 3 and 128 characters long, and may contain letters, numbers, '(', ')',"
                            + " '.', '-', '/' and '_'");
        }
        return name;
    }

    private static String token(QueryParameters parameters) {
        String token = parameters.text("ClientToken").orElse("");
        if (token.length() > LONGEST_TOKEN) {
            throw Ec2Errors.invalidValue(token, "clientToken", "It has more than 128 characters.");
        }
        return token;
    }
}
