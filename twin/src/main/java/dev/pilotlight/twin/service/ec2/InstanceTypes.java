package dev.pilotlight.twin.service.ec2;

import dev.pilotlight.twin.physics.Capacity;
import dev.pilotlight.twin.wire.AwsError;
import dev.pilotlight.twin.wire.CallContext;
import dev.pilotlight.twin.wire.QueryParameters;
import dev.pilotlight.twin.wire.Xml;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Instance types, and where they are offered. The twin knows some families, each in the sizes that they have on AWS; it
 * offers them in every zone but those that the physics names as without support.
 */
final class InstanceTypes {
    static final Set<String> DESCRIBE = Set.of("InstanceType", "Filter", "MaxResults", "NextToken", "DryRun");
    static final Set<String> OFFERINGS = Set.of("LocationType", "Filter", "MaxResults", "NextToken", "DryRun");

    private static final List<String> ARM = List.of("c6g", "c7g", "c8g", "m6g", "m7g", "m8g", "r6g", "r7g", "r8g");
    private static final List<String> INTEL = List.of("c5", "c6i", "c7i", "m5", "m6i", "m7i", "r5", "r6i", "r7i");
    private static final Map<String, Integer> SIZES = sizes();

    private final Ec2World world;

    InstanceTypes(Ec2World world) {
        this.world = world;
    }

    private record Type(String name, String architecture, int virtualProcessors) {}

    private static Map<String, Integer> sizes() {
        Map<String, Integer> sizes = new LinkedHashMap<>();
        sizes.put("large", 2);
        sizes.put("xlarge", 4);
        sizes.put("2xlarge", 8);
        sizes.put("4xlarge", 16);
        sizes.put("8xlarge", 32);
        sizes.put("12xlarge", 48);
        sizes.put("16xlarge", 64);
        return sizes;
    }

    private static List<Type> all() {
        List<Type> all = new ArrayList<>();
        SIZES.forEach((size, processors) -> {
            ARM.forEach(family -> all.add(new Type(family + "." + size, "arm64", processors)));
            INTEL.forEach(family -> all.add(new Type(family + "." + size, "x86_64", processors)));
        });
        return all;
    }

    private static Optional<Type> named(String name) {
        return all().stream().filter(type -> type.name().equals(name)).findFirst();
    }

    List<Xml> describe(QueryParameters parameters, CallContext context) {
        List<String> names = parameters.list("InstanceType");
        List<String> unknown =
                names.stream().filter(name -> named(name).isEmpty()).toList();
        if (!unknown.isEmpty()) {
            throw AwsError.badRequest(
                    "InvalidInstanceType",
                    "The following supplied instance types do not exist: [" + String.join(", ", unknown) + "]");
        }
        Requests.refuseDryRun(parameters);
        Filters<Type> filters = new Filters<Type>(_ -> Map.of()).by("instance-type", Type::name);
        List<Type> found = all().stream()
                .filter(type -> names.isEmpty() || names.contains(type.name()))
                .filter(filters.asked(parameters))
                .toList();
        return Page.of(found, parameters)
                .answer(
                        "instanceTypeSet",
                        type -> Xml.element(
                                "item",
                                Xml.text("instanceType", type.name()),
                                Xml.element(
                                        "processorInfo",
                                        Xml.list(
                                                "supportedArchitectures",
                                                List.of(type.architecture()),
                                                name -> Xml.text("item", name))),
                                Xml.element("vCpuInfo", Xml.text("defaultVCpus", type.virtualProcessors()))));
    }

    List<Xml> offerings(QueryParameters parameters, CallContext context) {
        if (!parameters.text("LocationType").orElse("region").equals("availability-zone")) {
            throw AwsError.badRequest(
                    "InvalidParameterValue", "Only the location type availability-zone is modelled by the twin");
        }
        Filters<Capacity.Slot> filters = new Filters<Capacity.Slot>(_ -> Map.of())
                .by("instance-type", Capacity.Slot::instanceType)
                .by("location", Capacity.Slot::zone);
        Requests.refuseDryRun(parameters);
        Set<Capacity.Slot> without = world.physics().compute().capacity().unsupported();
        List<Capacity.Slot> found = Zones.of(context.region()).stream()
                .flatMap(zone -> all().stream().map(type -> new Capacity.Slot(zone, type.name())))
                .filter(slot -> !without.contains(slot))
                .filter(filters.asked(parameters))
                .toList();
        return Page.of(found, parameters)
                .answer(
                        "instanceTypeOfferingSet",
                        slot -> Xml.element(
                                "item",
                                Xml.text("instanceType", slot.instanceType()),
                                Xml.text("locationType", "availability-zone"),
                                Xml.text("location", slot.zone())));
    }
}
