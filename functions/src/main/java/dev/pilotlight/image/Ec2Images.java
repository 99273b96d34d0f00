package dev.pilotlight.image;

import dev.pilotlight.aws.AwsErrors;
import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Permit;
import dev.pilotlight.plan.ImageId;
import dev.pilotlight.plan.InstanceId;
import dev.pilotlight.plan.RegionName;
import dev.pilotlight.step.RetryableConflictException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.ImageState;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.ResourceType;
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

    private final Ec2Client ec2;

    public Ec2Images(Ec2Client ec2) {
        this.ec2 = ec2;
    }

    @Override
    public List<Image> tagged(Map<String, String> tags) {
        List<Filter> filters = new TreeMap<>(tags)
                .entrySet().stream()
                        .map(tag -> filter("tag:" + tag.getKey(), tag.getValue()))
                        .toList();
        return images(filters);
    }

    @Override
    public Optional<Image> named(String name) {
        return images(List.of(filter("name", name))).stream().findFirst();
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
    public OptionalInt progress(Image image) {
        if (image.snapshots().isEmpty()) {
            return OptionalInt.empty();
        }
        try {
            return ec2.describeSnapshots(describe -> describe.snapshotIds(image.snapshots())).snapshots().stream()
                    .map(snapshot -> PERCENT.matcher(snapshot.progress() == null ? "" : snapshot.progress()))
                    .filter(Matcher::matches)
                    .mapToInt(percent -> Integer.parseInt(percent.group(1)))
                    .min();
        } catch (Ec2Exception failure) {
            if (AwsErrors.code(failure).startsWith("InvalidSnapshot")) {
                return OptionalInt.empty();
            }
            throw AwsErrors.translate(failure);
        } catch (SdkException failure) {
            throw AwsErrors.translate(failure);
        }
    }

    @Override
    public Optional<InstanceId> runningInstance(String name) {
        try {
            return ec2
                    .describeInstancesPaginator(describe ->
                            describe.filters(filter("tag:Name", name), filter("instance-state-name", "running")))
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
    public ImageId create(Permit permit, InstanceId instance, String name, SortedMap<String, String> tags)
            throws ImageRejectedException {
        permit.spendOn(Act.Kind.CREATE_IMAGE, instance.value());
        try {
            return new ImageId(ec2.createImage(create -> create.instanceId(instance.value())
                            .name(name)
                            .noReboot(true)
                            .tagSpecifications(TagSpecification.builder()
                                    .resourceType(ResourceType.IMAGE)
                                    .tags(tags(tags))
                                    .build()))
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
                            .copyImageTags(true))
                    .imageId());
        } catch (Ec2Exception failure) {
            throw rejected(failure);
        } catch (SdkException failure) {
            throw AwsErrors.translate(failure);
        }
    }

    @Override
    public void tag(Permit permit, ImageId image, String key, String value) throws ImageRejectedException {
        permit.spendOn(Act.Kind.TAG_IMAGE, image.value());
        try {
            ec2.createTags(create -> create.resources(image.value())
                    .tags(Tag.builder().key(key).value(value).build()));
        } catch (Ec2Exception failure) {
            throw rejected(failure);
        } catch (SdkException failure) {
            throw AwsErrors.translate(failure);
        }
    }

    private static ImageRejectedException rejected(Ec2Exception failure) {
        if (AwsErrors.code(failure).startsWith("Invalid")) {
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
                        .toList());
    }

    private static Image.State state(ImageState state) {
        return switch (state) {
            case AVAILABLE -> Image.State.AVAILABLE;
            case PENDING, TRANSIENT -> Image.State.PENDING;
            case INVALID, DEREGISTERED, FAILED, ERROR, DISABLED, UNKNOWN_TO_SDK_VERSION -> Image.State.UNUSABLE;
        };
    }

    private static List<Tag> tags(SortedMap<String, String> tags) {
        return tags.entrySet().stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }

    private static Filter filter(String name, String value) {
        return Filter.builder().name(name).values(value).build();
    }
}
