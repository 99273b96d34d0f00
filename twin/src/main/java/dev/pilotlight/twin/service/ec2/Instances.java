package dev.pilotlight.twin.service.ec2;

import dev.pilotlight.twin.wire.CallContext;
import dev.pilotlight.twin.wire.QueryParameters;
import dev.pilotlight.twin.wire.Xml;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Describing, stopping and terminating instances. */
final class Instances {
    static final Set<String> DESCRIBE = Set.of("InstanceId", "Filter", "MaxResults", "NextToken", "DryRun");
    static final Set<String> DESCRIBE_STATUS =
            Set.of("InstanceId", "Filter", "MaxResults", "NextToken", "IncludeAllInstances", "DryRun");
    static final Set<String> END = Set.of("InstanceId", "DryRun");
    private static final int FEWEST_RESULTS = 5;

    private final Ec2World world;

    Instances(Ec2World world) {
        this.world = world;
    }

    List<Xml> describe(QueryParameters parameters, CallContext context) {
        Ec2Region region = world.region(context.region());
        List<Instance> found = found(parameters, region, context.now());
        Map<String, List<Instance>> reservations = new LinkedHashMap<>();
        Page<Instance> page = Page.of(found, parameters);
        page.items()
                .forEach(instance -> reservations
                        .computeIfAbsent(instance.reservation().id(), _ -> new ArrayList<>())
                        .add(instance));
        List<Xml> items = new ArrayList<>();
        reservations.forEach((id, instances) ->
                items.add(Xml.element("item", InstanceXml.reservation(id, instances, region, context))));
        return new Page<>(items, page.next()).answer("reservationSet", item -> item);
    }

    List<Xml> describeStatus(QueryParameters parameters, CallContext context) {
        Ec2Region region = world.region(context.region());
        boolean all = parameters.flag("IncludeAllInstances");
        List<Instance> found = found(parameters, region, context.now()).stream()
                .filter(instance -> all || instance.guest().state(context.now()) == GuestState.RUNNING)
                .toList();
        return Page.of(found, parameters)
                .answer("instanceStatusSet", instance -> InstanceXml.status(instance, context.now()));
    }

    List<Xml> terminate(QueryParameters parameters, CallContext context) {
        return end(parameters, context, instance -> instance.terminate(context.now()));
    }

    List<Xml> stop(QueryParameters parameters, CallContext context) {
        return end(parameters, context, instance -> instance.guest().stop(context.now()));
    }

    List<Xml> start(QueryParameters parameters, CallContext context) {
        Ec2Region region = world.region(context.region());
        for (String id : Requests.ids(parameters, "InstanceId")) {
            switch (region.instance(id).guest().state(context.now())) {
                case PENDING, RUNNING, STOPPED -> {
                    // it runs, or can be started
                }
                case STOPPING, SHUTTING_DOWN, TERMINATED -> throw Ec2Errors.notStartable(id);
            }
        }
        return end(parameters, context, instance -> instance.guest().start(context.now()));
    }

    /** All or nothing: one unknown id refuses the whole request. */
    private List<Xml> end(QueryParameters parameters, CallContext context, Consumer<Instance> ending) {
        Ec2Region region = world.region(context.region());
        List<Instance> instances = Requests.ids(parameters, "InstanceId").stream()
                .map(region::instance)
                .toList();
        Requests.refuseDryRun(parameters);
        return List.of(Xml.list("instancesSet", instances, instance -> {
            GuestState before = instance.guest().state(context.now());
            ending.accept(instance);
            return InstanceXml.change(instance, before, context.now());
        }));
    }

    private List<Instance> found(QueryParameters parameters, Ec2Region region, Instant now) {
        List<String> ids = parameters.list("InstanceId");
        refuseIdsOnPages(ids, parameters);
        for (String id : ids) {
            if (!isVisible(region.instance(id), now)) {
                throw Ec2Errors.noSuchInstance(id);
            }
        }
        Requests.refuseDryRun(parameters);
        return region.instances.values().stream()
                .filter(instance -> ids.isEmpty() || ids.contains(instance.id()))
                .filter(instance -> isVisible(instance, now))
                .filter(filters(region, now).asked(parameters))
                .toList();
    }

    private static void refuseIdsOnPages(List<String> ids, QueryParameters parameters) {
        if (!ids.isEmpty() && parameters.text("MaxResults").isPresent()) {
            throw Ec2Errors.invalidCombination(
                    "The parameter instancesSet cannot be used with the parameter maxResults");
        }
        int size = parameters.integer("MaxResults", FEWEST_RESULTS);
        if (size < FEWEST_RESULTS) {
            throw Ec2Errors.invalidValue(String.valueOf(size), "maxResults", "Expecting a value of at least 5.");
        }
    }

    private boolean isVisible(Instance instance, Instant now) {
        return !now.isBefore(
                        instance.launch().at().plus(world.physics().compute().visibleAfter()))
                && !instance.isForgotten(world.physics().compute().forgottenAfter(), now);
    }

    private static Filters<Instance> filters(Ec2Region region, Instant now) {
        return new Filters<Instance>(instance -> region.tags.of(instance.id()))
                .by("instance-id", Instance::id)
                .by(
                        "instance-state-name",
                        instance -> instance.guest().state(now).label())
                .by(
                        "instance-state-code",
                        instance -> String.valueOf(instance.guest().state(now).code()))
                .by(
                        "instance-status.status",
                        instance -> instance.guest().check(now).label())
                .by(
                        "system-status.status",
                        instance -> instance.guest().check(now).label())
                .by("image-id", instance -> instance.launch().imageId())
                .by("instance-type", instance -> instance.launch().instanceType())
                .by("subnet-id", instance -> instance.launch().subnetId())
                .by("vpc-id", instance -> instance.reservation().vpcId())
                .by("availability-zone", instance -> instance.launch().zone())
                .by("client-token", instance -> instance.reservation().token())
                .by("reservation-id", instance -> instance.reservation().id())
                .by("private-ip-address", Instance::privateAddress)
                .byAny("instance.group-id", Instances::groupIds)
                .byAny(
                        "iam-instance-profile.name",
                        instance -> List.of(instance.launch().profile()));
    }

    private static List<String> groupIds(Instance instance) {
        return instance.reservation().groups().stream().map(SecurityGroup::id).toList();
    }
}
