package dev.pilotlight.twin.service.autoscaling;

import dev.pilotlight.twin.service.autoscaling.Machines.Stage;
import dev.pilotlight.twin.wire.AwsError;
import dev.pilotlight.twin.wire.CallContext;
import dev.pilotlight.twin.wire.QueryParameters;
import dev.pilotlight.twin.wire.QueryService;
import dev.pilotlight.twin.wire.Xml;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Groups in all Regions: described, and resized. A group reacts at the request itself; that the real one takes some
 * seconds to notice is not modelled, nor are scaling policies.
 */
public final class AutoScaling extends QueryService {
    private final Map<String, ScalingGroup> groups = new TreeMap<>();
    private final Machines machines;

    public AutoScaling(Machines machines) {
        super(Dialect.QUERY, "http://autoscaling.amazonaws.com/doc/2011-01-01/");
        this.machines = machines;
        operation(
                "DescribeAutoScalingGroups",
                Set.of("AutoScalingGroupNames", "MaxRecords", "NextToken", "IncludeInstances"),
                this::describe);
        operation("SetDesiredCapacity", Set.of("AutoScalingGroupName", "DesiredCapacity", "HonorCooldown"), this::set);
        operation(
                "UpdateAutoScalingGroup",
                Set.of("AutoScalingGroupName", "DesiredCapacity", "MinSize", "MaxSize"),
                this::update);
    }

    @Override
    public String signingName() {
        return "autoscaling";
    }

    /** Puts a group into the world, with as many instances as its smallest size. */
    public void add(
            String region, String name, Machines.Template template, int smallest, int largest, Instant createdAt) {
        ScalingGroup group = new ScalingGroup(region, name, template, smallest, largest, createdAt);
        groups.put(region + " " + name, group);
        group.settle(machines, createdAt);
    }

    /** The images that the groups' launch templates name, by the groups' names, in a Region. */
    public Map<String, String> images(String region) {
        Map<String, String> images = new TreeMap<>();
        groups.values().stream()
                .filter(group -> group.region().equals(region))
                .forEach(group -> images.put(group.name(), group.template().imageId()));
        return images;
    }

    /** How many instances a group is to have; empty when there is no such group. */
    public Optional<Integer> desired(String region, String name) {
        return Optional.ofNullable(groups.get(region + " " + name)).map(ScalingGroup::desired);
    }

    /** A group never has more instances than this asks for; those that end are counted while they do. */
    public List<String> instances(String region, String name) {
        return Optional.ofNullable(groups.get(region + " " + name))
                .map(ScalingGroup::instances)
                .orElse(List.of());
    }

    private List<Xml> describe(QueryParameters parameters, CallContext context) {
        List<String> names = parameters.list("AutoScalingGroupNames");
        List<ScalingGroup> found = groups.values().stream()
                .filter(group -> group.region().equals(context.region()))
                .filter(group -> names.isEmpty() || names.contains(group.name()))
                .toList();
        found.forEach(group -> group.settle(machines, context.now()));
        return List.of(Xml.list("AutoScalingGroups", found, group -> xml(group, context)));
    }

    private List<Xml> set(QueryParameters parameters, CallContext context) {
        ScalingGroup group = named(parameters, context);
        int desired = parameters.integer("DesiredCapacity", group.desired());
        if (desired > group.largest()) {
            throw invalid("New SetDesiredCapacity value " + desired + " is above max value " + group.largest()
                    + " for the AutoScalingGroup.");
        }
        if (desired < group.smallest()) {
            throw invalid("New SetDesiredCapacity value " + desired + " is below min value " + group.smallest()
                    + " for the AutoScalingGroup.");
        }
        group.resize(group.smallest(), group.largest(), desired);
        group.settle(machines, context.now());
        return List.of();
    }

    private List<Xml> update(QueryParameters parameters, CallContext context) {
        ScalingGroup group = named(parameters, context);
        int smallest = parameters.integer("MinSize", group.smallest());
        int largest = parameters.integer("MaxSize", group.largest());
        int desired = parameters.integer("DesiredCapacity", Math.clamp(group.desired(), smallest, largest));
        if (desired < smallest || desired > largest) {
            throw invalid("Desired capacity:" + desired + " must be between the specified min size:" + smallest
                    + " and max size:" + largest);
        }
        group.resize(smallest, largest, desired);
        group.settle(machines, context.now());
        return List.of();
    }

    private Xml xml(ScalingGroup group, CallContext context) {
        return Xml.element(
                "member",
                Xml.text("AutoScalingGroupName", group.name()),
                Xml.text(
                        "AutoScalingGroupARN",
                        context.arn("autoscaling", "autoScalingGroup:0:autoScalingGroupName/" + group.name())),
                Xml.text("MinSize", group.smallest()),
                Xml.text("MaxSize", group.largest()),
                Xml.text("DesiredCapacity", group.desired()),
                Xml.text("DefaultCooldown", 300),
                Xml.element(
                        "AvailabilityZones", Xml.text("member", group.template().zone())),
                Xml.text("VPCZoneIdentifier", group.template().subnetId()),
                Xml.text("HealthCheckType", "EC2"),
                Xml.text("HealthCheckGracePeriod", 0),
                Xml.time("CreatedTime", group.createdAt()),
                Xml.list("Instances", group.instances(), id -> instance(group, id, context.now())));
    }

    private Xml instance(ScalingGroup group, String id, Instant now) {
        String state = switch (machines.stage(group.region(), id, now)) {
            case STARTING -> "Pending";
            case RUNNING -> "InService";
            case ENDING, GONE -> "Terminating";
        };
        boolean healthy = machines.stage(group.region(), id, now) != Stage.GONE;
        return Xml.element(
                "member",
                Xml.text("InstanceId", id),
                Xml.text("InstanceType", group.template().instanceType()),
                Xml.text("AvailabilityZone", group.template().zone()),
                Xml.text("LifecycleState", state),
                Xml.text("HealthStatus", healthy ? "Healthy" : "Unhealthy"),
                Xml.text("ProtectedFromScaleIn", false));
    }

    private ScalingGroup named(QueryParameters parameters, CallContext context) {
        String name = parameters.required("AutoScalingGroupName");
        ScalingGroup group = groups.get(context.region() + " " + name);
        if (group == null) {
            throw invalid("AutoScalingGroup name not found - AutoScalingGroup '" + name + "' not found");
        }
        return group;
    }

    private static AwsError invalid(String why) {
        return AwsError.badRequest("ValidationError", why);
    }
}
