package dev.pilotlight.compute;

import dev.pilotlight.aws.AwsErrors;
import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Permit;
import dev.pilotlight.plan.CapacityReservation;
import dev.pilotlight.plan.ImageId;
import dev.pilotlight.plan.InstanceId;
import dev.pilotlight.plan.InstanceTier;
import dev.pilotlight.plan.PlanName;
import dev.pilotlight.plan.SecurityGroupId;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.CapacityReservationPreference;
import software.amazon.awssdk.services.ec2.model.CapacityReservationSpecification;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.InstanceMetadataOptionsRequest;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.InstanceStatus;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.RunInstancesResponse;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/**
 * Instances of Amazon EC2, found again by their tags. EC2 is eventually consistent: what was just launched may not be
 * described yet, and is then no error.
 *
 * @see <a href="https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-idempotency.html">Idempotency in EC2: with a
 *     subnet, a token holds in one zone only</a>
 */
public final class Ec2Instances implements Instances {
    private static final String TIER = "pilotlight:tier";
    private static final String EPOCH = "pilotlight:epoch";

    /** Codes that mean: not here, or not of this kind; elsewhere it may work. */
    private static final Set<String> NO_CAPACITY = Set.of(
            "InsufficientInstanceCapacity",
            "InsufficientHostCapacity",
            "InsufficientReservedInstanceCapacity",
            "InsufficientCapacity",
            "InsufficientFreeAddressesInSubnet",
            "ReservationCapacityExceeded",
            "InstanceLimitExceeded",
            "VcpuLimitExceeded",
            "Unsupported",
            "PendingVerification");

    private final Ec2Client ec2;
    private final Marks marks;

    private Ec2Instances(Ec2Client ec2, Marks marks) {
        this.ec2 = ec2;
        this.marks = marks;
    }

    /** The instances that failovers launch. */
    public Ec2Instances(Ec2Client ec2) {
        this(ec2, Marks.ofFailovers());
    }

    /**
     * The instances that drills launch. They can read their own tags, and so see that they are in a drill, and where
     * their databases are.
     *
     * @param endpoints host and port of each database, by its name in the plan
     */
    public static Ec2Instances ofDrills(Ec2Client ec2, Map<String, String> endpoints) {
        return new Ec2Instances(ec2, Marks.ofDrills(endpoints));
    }

    @Override
    public List<Instance> of(PlanName plan) {
        try {
            return ec2
                    .describeInstancesPaginator(describe -> describe.filters(Filter.builder()
                            .name("tag:" + marks.planKey())
                            .values(plan.value())
                            .build()))
                    .reservations()
                    .stream()
                    .flatMap(reservation -> reservation.instances().stream())
                    .map(Ec2Instances::instance)
                    .sorted(Comparator.comparing(Instance::launchedAt).thenComparing(Instance::id))
                    .toList();
        } catch (SdkException failure) {
            throw AwsErrors.translate(failure);
        }
    }

    @Override
    public SortedMap<InstanceId, Health> health(List<InstanceId> ids) {
        SortedMap<InstanceId, Health> health = new TreeMap<>();
        ids.forEach(id -> health.put(id, Health.UNDER_WAY));
        if (ids.isEmpty()) {
            return health;
        }
        try {
            ec2.describeInstanceStatus(
                            describe -> describe.instanceIds(values(ids)).includeAllInstances(true))
                    .instanceStatuses()
                    .forEach(status -> health.put(new InstanceId(status.instanceId()), health(status)));
        } catch (Ec2Exception failure) {
            if (!isUndescribed(failure)) {
                throw AwsErrors.translate(failure);
            }
        } catch (SdkException failure) {
            throw AwsErrors.translate(failure);
        }
        return health;
    }

    @Override
    public List<InstanceId> launch(Permit permit, LaunchOrder order, InstanceTier tier) throws NoCapacityException {
        permit.spendOn(Act.Kind.LAUNCH_INSTANCES, order.target());
        try {
            RunInstancesResponse answer = ec2.runInstances(run -> run.clientToken(order.token())
                    .imageId(order.image().value())
                    .instanceType(order.placement().instanceType())
                    .minCount(1)
                    .maxCount(order.count())
                    .subnetId(order.placement().subnet().value())
                    .securityGroupIds(tier.securityGroups().stream()
                            .map(SecurityGroupId::value)
                            .toList())
                    .iamInstanceProfile(profile -> profile.name(tier.instanceProfile()))
                    .capacityReservationSpecification(reservation(order, tier))
                    .metadataOptions(marks.metadata())
                    .tagSpecifications(marks.tagged().stream()
                            .map(type -> TagSpecification.builder()
                                    .resourceType(type)
                                    .tags(tags(order))
                                    .build())
                            .toList()));
            return answer.instances().stream()
                    .map(instance -> new InstanceId(instance.instanceId()))
                    .sorted()
                    .toList();
        } catch (Ec2Exception failure) {
            if (isCapacity(AwsErrors.code(failure))) {
                throw new NoCapacityException(String.valueOf(failure.getMessage()));
            }
            throw AwsErrors.translate(failure);
        } catch (SdkException failure) {
            throw AwsErrors.translate(failure);
        }
    }

    @Override
    public void terminate(Permit permit, List<InstanceId> ids) {
        permit.spendOn(Act.Kind.TERMINATE_INSTANCES, Instances.target(ids));
        try {
            ec2.terminateInstances(terminate -> terminate.instanceIds(values(ids)));
        } catch (Ec2Exception failure) {
            // EC2 ends none of several when it does not know one of them.
            if (ids.size() > 1 || !AwsErrors.code(failure).equals("InvalidInstanceID.NotFound")) {
                throw AwsErrors.translate(failure);
            }
        } catch (SdkException failure) {
            throw AwsErrors.translate(failure);
        }
    }

    /** A reservation that is used up, has ended or is for another kind of place says nothing about the next place. */
    private static boolean isCapacity(String code) {
        return NO_CAPACITY.contains(code) || code.contains("CapacityReservation");
    }

    /** Nothing means the default: an open reservation that matches, else on demand. */
    private static @Nullable CapacityReservationSpecification reservation(LaunchOrder order, InstanceTier tier) {
        if (!order.placement().reserved()) {
            return null;
        }
        CapacityReservation reservation = tier.reservation()
                .orElseThrow(() -> new IllegalArgumentException(
                        "'" + order.target() + "' is for a reservation, and tier " + tier.name() + " has none"));
        return CapacityReservationSpecification.builder()
                .capacityReservationPreference(CapacityReservationPreference.CAPACITY_RESERVATIONS_ONLY)
                .capacityReservationTarget(target -> {
                    if (reservation.isGroup()) {
                        target.capacityReservationResourceGroupArn(reservation.value());
                    } else {
                        target.capacityReservationId(reservation.value());
                    }
                })
                .build();
    }

    private List<Tag> tags(LaunchOrder order) {
        SortedMap<String, String> tags = new TreeMap<>(marks.more());
        tags.put("Name", order.plan() + "-" + order.tier() + marks.nameEnding());
        tags.put(EPOCH, order.epoch().toString());
        tags.put(marks.planKey(), order.plan().value());
        tags.put(TIER, order.tier());
        return tags.entrySet().stream()
                .map(tag -> tag(tag.getKey(), tag.getValue()))
                .toList();
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    private static Instance instance(software.amazon.awssdk.services.ec2.model.Instance described) {
        Map<String, String> tags = new TreeMap<>();
        described.tags().forEach(tag -> tags.put(tag.key(), tag.value()));
        return new Instance(
                new InstanceId(described.instanceId()),
                tags.getOrDefault(TIER, ""),
                number(tags.getOrDefault(EPOCH, "0")),
                new ImageId(described.imageId()),
                described.launchTime() == null ? Instant.EPOCH : described.launchTime(),
                state(described.state().name()),
                described.clientToken() == null ? "" : described.clientToken());
    }

    private static long number(String text) {
        return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
    }

    private static Instance.State state(InstanceStateName state) {
        return switch (state) {
            case PENDING -> Instance.State.PENDING;
            case RUNNING -> Instance.State.RUNNING;
            case STOPPING, STOPPED, UNKNOWN_TO_SDK_VERSION -> Instance.State.STOPPED;
            case SHUTTING_DOWN, TERMINATED -> Instance.State.TERMINATED;
        };
    }

    private static Health health(InstanceStatus status) {
        List<String> checks = List.of(
                status.systemStatus() == null
                        ? "initializing"
                        : status.systemStatus().statusAsString(),
                status.instanceStatus() == null
                        ? "initializing"
                        : status.instanceStatus().statusAsString(),
                status.attachedEbsStatus() == null
                        ? "not-applicable"
                        : status.attachedEbsStatus().statusAsString());
        if (checks.contains("impaired")) {
            return Health.FAILED;
        }
        return checks.stream().allMatch(check -> check.equals("ok") || check.equals("not-applicable"))
                        && status.instanceState().name() == InstanceStateName.RUNNING
                ? Health.PASSED
                : Health.UNDER_WAY;
    }

    private static boolean isUndescribed(AwsServiceException failure) {
        return AwsErrors.code(failure).startsWith("InvalidInstanceID");
    }

    private static List<String> values(List<InstanceId> ids) {
        return ids.stream().map(InstanceId::value).toList();
    }

    /**
     * How instances are marked, and so found again. A failover must not adopt what a drill has launched, nor a drill
     * take for its own what a failover has: the two never carry the same tag.
     *
     * @param planKey the tag that names the plan
     * @param more other tags
     * @param nameEnding what the name ends with
     * @param tagged what carries the tags
     * @param metadata what an instance may read about itself; nothing means the default
     */
    private record Marks(
            String planKey,
            SortedMap<String, String> more,
            String nameEnding,
            List<ResourceType> tagged,
            @Nullable InstanceMetadataOptionsRequest metadata) {

        static Marks ofFailovers() {
            return new Marks("pilotlight:plan", new TreeMap<>(), "", List.of(ResourceType.INSTANCE), null);
        }

        /** Volumes are marked as well: an image may keep them when its instance ends, and they must be found then. */
        static Marks ofDrills(Map<String, String> endpoints) {
            SortedMap<String, String> more = new TreeMap<>();
            endpoints.forEach((database, endpoint) -> more.put("pilotlight:endpoint:" + database, endpoint));
            return new Marks(
                    "pilotlight:drill",
                    more,
                    "-drill",
                    List.of(ResourceType.INSTANCE, ResourceType.VOLUME),
                    InstanceMetadataOptionsRequest.builder()
                            .instanceMetadataTags("enabled")
                            .build());
        }
    }
}
