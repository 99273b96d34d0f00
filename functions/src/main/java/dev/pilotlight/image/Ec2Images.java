package dev.pilotlight.image;

import dev.pilotlight.aws.AwsErrors;
import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Permit;
import dev.pilotlight.plan.ImageId;
import dev.pilotlight.plan.InstanceId;
import dev.pilotlight.plan.RegionName;
import dev.pilotlight.step.RetryableConflictException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.ImageReferenceOptionName;
import software.amazon.awssdk.services.ec2.model.ImageReferenceResourceType;
import software.amazon.awssdk.services.ec2.model.ImageState;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.ResourceTypeOption;
import software.amazon.awssdk.services.ec2.model.ResourceTypeRequest;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.SnapshotState;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/**
 * Images of Amazon EC2 in one Region.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CopyImage.html">CopyImage, called in the
 *     Region of the copy</a>
 */
public final class Ec2Images implements Images {
    private static final Pattern TAKEN_BY = Pattern.compile("ami-[0-9a-f]{8,17}");
    private static final Pattern PERCENT = Pattern.compile("([0-9]{1,3})%");

    /** As many as EC2 takes in one question. */
    private static final int REFERENCES_AT_ONCE = 10;

    /** What EC2 says of an image that was deregistered, at once and later. */
    private static final Set<String> IMAGE_IS_GONE = Set.of("InvalidAMIID.NotFound", "InvalidAMIID.Unavailable");

    private final Ec2Client ec2;

    public Ec2Images(Ec2Client ec2) {
        this.ec2 = ec2;
    }

    @Override
    public List<Image> tagged(Map<String, String> tags) {
        List<Filter> filters = new TreeMap<>(tags)
                .entrySet().stream()
                        .map(tag -> filter("tag:" + tag.getKey(), List.of(tag.getValue())))
                        .toList();
        return images(filters);
    }

    @Override
    public Optional<Image> named(String name) {
        return images(List.of(filter("name", List.of(name)))).stream().findFirst();
    }

    private List<Image> images(List<Filter> filters) {
        try {
            return ec2.describeImages(describe -> describe.owners("self").filters(filters)).images().stream()
                    .map(Ec2Images::image)
                    .sorted(Comparator.comparing(Image::createdAt).reversed().thenComparing(Image::id))
                    .toList();
        } catch (SdkException failure) {
            throw AwsErrors.translate(failure);
        }
    }

    @Override
    public List<ImageSnapshot> snapshots(Image image) {
        return image.snapshots().isEmpty() ? List.of() : snapshots(filter("snapshot-id", image.snapshots()));
    }

    @Override
    public List<ImageSnapshot> orphans(String tag, String value) {
        List<ImageSnapshot> marked = snapshots(filter("tag:" + tag, List.of(value)));
        if (marked.isEmpty()) {
            return marked;
        }
        Set<String> used = images(List.of(filter(
                        "block-device-mapping.snapshot-id",
                        marked.stream().map(ImageSnapshot::id).toList())))
                .stream()
                .flatMap(image -> image.snapshots().stream())
                .collect(Collectors.toSet());
        return marked.stream().filter(snapshot -> !used.contains(snapshot.id())).toList();
    }

    private List<ImageSnapshot> snapshots(Filter filter) {
        try {
            return ec2
                    .describeSnapshotsPaginator(
                            describe -> describe.ownerIds("self").filters(filter))
                    .snapshots()
                    .stream()
                    .map(Ec2Images::snapshot)
                    .sorted(Comparator.comparing(ImageSnapshot::id))
                    .toList();
        } catch (SdkException failure) {
            throw AwsErrors.translate(failure);
        }
    }

    @Override
    public Map<ImageId, List<String>> users(List<ImageId> images) {
        Map<ImageId, List<String>> users = new TreeMap<>();
        try {
            for (int first = 0; first < images.size(); first += REFERENCES_AT_ONCE) {
                List<String> some = images.subList(first, Math.min(images.size(), first + REFERENCES_AT_ONCE)).stream()
                        .map(ImageId::value)
                        .toList();
                ec2.describeImageReferencesPaginator(
                                describe -> describe.imageIds(some).resourceTypes(instances(), launchTemplates()))
                        .imageReferences()
                        .forEach(reference -> users.computeIfAbsent(
                                        new ImageId(reference.imageId()), _ -> new ArrayList<>())
                                .add(reference.arn()));
            }
        } catch (SdkException failure) {
            throw AwsErrors.translate(failure);
        }
        return users;
    }

    @Override
    public Optional<InstanceId> runningInstance(String name) {
        try {
            return ec2
                    .describeInstancesPaginator(describe -> describe.filters(
                            filter("tag:Name", List.of(name)), filter("instance-state-name", List.of("running"))))
                    .reservations()
                    .stream()
                    .flatMap(reservation -> reservation.instances().stream())
                    .max(Comparator.comparing(Instance::launchTime).thenComparing(Instance::instanceId))
                    .map(instance -> new InstanceId(instance.instanceId()));
        } catch (SdkException failure) {
            throw AwsErrors.translate(failure);
        }
    }

    @Override
    public ImageId create(
            Permit permit,
            InstanceId instance,
            String name,
            SortedMap<String, String> tags,
            SortedMap<String, String> snapshotTags)
            throws ImageRejectedException {
        permit.spendOn(Act.Kind.CREATE_IMAGE, instance.value());
        try {
            return new ImageId(ec2.createImage(create -> create.instanceId(instance.value())
                            .name(name)
                            .noReboot(true)
                            .tagSpecifications(
                                    specified(ResourceType.IMAGE, tags),
                                    specified(ResourceType.SNAPSHOT, snapshotTags)))
                    .imageId());
        } catch (Ec2Exception failure) {
            if (AwsErrors.code(failure).equals("InvalidAMIName.Duplicate")) {
                return taken(name, failure);
            }
            throw rejected(failure);
        } catch (SdkException failure) {
            throw AwsErrors.translate(failure);
        }
    }

    /** The name is ours alone, so an earlier request has worked; EC2 says which image has it. */
    private static ImageId taken(String name, Ec2Exception failure) {
        Matcher image = TAKEN_BY.matcher(String.valueOf(failure.getMessage()));
        if (image.find()) {
            return new ImageId(image.group());
        }
        throw new RetryableConflictException("the image " + name + " exists and is not listed yet", failure);
    }

    @Override
    public ImageId copy(Permit permit, ImageCopy copy) throws ImageRejectedException {
        permit.spendOn(Act.Kind.COPY_IMAGE, copy.target());
        try {
            return new ImageId(ec2.copyImage(request -> request.clientToken(copy.token())
                            .name(copy.name())
                            .sourceImageId(copy.source().value())
                            .sourceRegion(copy.from().value())
                            .snapshotCopyCompletionDurationMinutes(
                                    copy.within().map(Duration::toMinutes).orElse(null))
                            .tagSpecifications(
                                    specified(ResourceType.IMAGE, copy.tags()),
                                    specified(ResourceType.SNAPSHOT, copy.snapshotTags())))
                    .imageId());
        } catch (Ec2Exception failure) {
            if (AwsErrors.code(failure).equals("ResourceLimitExceeded")) {
                throw new TooManyCopiesException(String.valueOf(failure.getMessage()));
            }
            throw rejected(failure);
        } catch (SdkException failure) {
            throw AwsErrors.translate(failure);
        }
    }

    @Override
    public void tag(Permit permit, ImageId image, SortedMap<String, String> tags) throws ImageRejectedException {
        permit.spendOn(Act.Kind.TAG_IMAGE, image.value());
        try {
            ec2.createTags(create -> create.resources(image.value()).tags(tags(tags)));
        } catch (Ec2Exception failure) {
            throw rejected(failure);
        } catch (SdkException failure) {
            throw AwsErrors.translate(failure);
        }
    }

    @Override
    public void deregister(Permit permit, ImageId image) throws ImageRejectedException {
        permit.spendOn(Act.Kind.DEREGISTER_IMAGE, image.value());
        try {
            ec2.deregisterImage(deregister -> deregister.imageId(image.value()));
        } catch (Ec2Exception failure) {
            if (!IMAGE_IS_GONE.contains(AwsErrors.code(failure))) {
                throw rejected(failure);
            }
        } catch (SdkException failure) {
            throw AwsErrors.translate(failure);
        }
    }

    @Override
    public void deleteSnapshot(Permit permit, String snapshot) throws ImageRejectedException {
        permit.spendOn(Act.Kind.DELETE_IMAGE_SNAPSHOT, snapshot);
        try {
            ec2.deleteSnapshot(delete -> delete.snapshotId(snapshot));
        } catch (Ec2Exception failure) {
            if (!AwsErrors.code(failure).equals("InvalidSnapshot.NotFound")) {
                throw rejected(failure);
            }
        } catch (SdkException failure) {
            throw AwsErrors.translate(failure);
        }
    }

    private static ImageRejectedException rejected(Ec2Exception failure) {
        // The second is what a protected image answers.
        if (AwsErrors.code(failure).startsWith("Invalid")
                || AwsErrors.code(failure).equals("OperationNotPermitted")) {
            return new ImageRejectedException(String.valueOf(failure.getMessage()));
        }
        throw AwsErrors.translate(failure);
    }

    private static Image image(software.amazon.awssdk.services.ec2.model.Image described) {
        SortedMap<String, String> tags = new TreeMap<>();
        described.tags().forEach(tag -> tags.put(tag.key(), tag.value()));
        return new Image(
                new ImageId(described.imageId()),
                described.name() == null ? "" : described.name(),
                state(described.state()),
                Optional.ofNullable(described.stateReason()).map(reason -> String.valueOf(reason.message())),
                described.creationDate() == null ? Instant.EPOCH : Instant.parse(described.creationDate()),
                Optional.ofNullable(described.sourceImageId()).map(ImageId::new),
                Optional.ofNullable(described.sourceImageRegion()).map(RegionName::new),
                tags,
                described.blockDeviceMappings().stream()
                        .map(mapping ->
                                mapping.ebs() == null ? null : mapping.ebs().snapshotId())
                        .filter(Objects::nonNull)
                        .toList(),
                new Image.Hardware(
                        described.architectureAsString() == null ? "" : described.architectureAsString(),
                        described.rootDeviceTypeAsString() == null ? "" : described.rootDeviceTypeAsString(),
                        described.rootDeviceName() == null ? "" : described.rootDeviceName()));
    }

    private static ImageSnapshot snapshot(Snapshot described) {
        Matcher percent = PERCENT.matcher(described.progress() == null ? "" : described.progress());
        return new ImageSnapshot(
                described.snapshotId(),
                state(described.state()),
                described.startTime() == null ? Instant.EPOCH : described.startTime(),
                percent.matches() ? OptionalInt.of(Integer.parseInt(percent.group(1))) : OptionalInt.empty(),
                Boolean.TRUE.equals(described.encrypted())
                        ? Optional.ofNullable(described.kmsKeyId())
                        : Optional.empty());
    }

    private static ImageSnapshot.State state(SnapshotState state) {
        return switch (state) {
            case COMPLETED -> ImageSnapshot.State.COMPLETED;
            case PENDING, RECOVERING -> ImageSnapshot.State.PENDING;
            case ERROR, RECOVERABLE, UNKNOWN_TO_SDK_VERSION -> ImageSnapshot.State.FAILED;
        };
    }

    private static Image.State state(ImageState state) {
        return switch (state) {
            case AVAILABLE -> Image.State.AVAILABLE;
            case PENDING, TRANSIENT -> Image.State.PENDING;
            case INVALID, DEREGISTERED, FAILED, ERROR, DISABLED, UNKNOWN_TO_SDK_VERSION -> Image.State.UNUSABLE;
        };
    }

    private static TagSpecification specified(ResourceType type, SortedMap<String, String> tags) {
        return TagSpecification.builder().resourceType(type).tags(tags(tags)).build();
    }

    private static List<Tag> tags(SortedMap<String, String> tags) {
        return tags.entrySet().stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }

    private static Filter filter(String name, List<String> values) {
        return Filter.builder().name(name).values(values).build();
    }

    private static ResourceTypeRequest instances() {
        return ResourceTypeRequest.builder()
                .resourceType(ImageReferenceResourceType.EC2_INSTANCE)
                .resourceTypeOptions(ResourceTypeOption.builder()
                        .optionName(ImageReferenceOptionName.STATE_NAME)
                        .optionValues("pending", "running", "shutting-down", "stopping", "stopped")
                        .build())
                .build();
    }

    private static ResourceTypeRequest launchTemplates() {
        return ResourceTypeRequest.builder()
                .resourceType(ImageReferenceResourceType.EC2_LAUNCH_TEMPLATE)
                .build();
    }
}
