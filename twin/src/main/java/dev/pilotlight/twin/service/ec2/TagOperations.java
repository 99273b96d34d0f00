package dev.pilotlight.twin.service.ec2;

import dev.pilotlight.twin.wire.AwsError;
import dev.pilotlight.twin.wire.CallContext;
import dev.pilotlight.twin.wire.QueryParameters;
import dev.pilotlight.twin.wire.Xml;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** CreateTags and DescribeTags. */
final class TagOperations {
    static final Set<String> CREATE = Set.of("ResourceId", "Tag", "DryRun");
    static final Set<String> DESCRIBE = Set.of("Filter", "MaxResults", "NextToken", "DryRun");
    private static final Map<String, String> TYPES = Map.of(
            "i", "instance",
            "ami", "image",
            "snap", "snapshot",
            "subnet", "subnet",
            "vpc", "vpc",
            "sg", "security-group",
            "acl", "network-acl");

    private final Ec2World world;

    TagOperations(Ec2World world) {
        this.world = world;
    }

    private record Tag(String resource, String type, String key, String value) {}

    List<Xml> create(QueryParameters parameters, CallContext context) {
        Ec2Region region = world.region(context.region());
        List<String> resources = Requests.ids(parameters, "ResourceId");
        resources.forEach(resource -> refuseUnknown(resource, region));
        Map<String, String> tags = Tags.read(parameters.structures("Tag"));
        if (tags.isEmpty()) {
            parameters.required("Tag");
        }
        Requests.refuseDryRun(parameters);
        resources.forEach(resource -> region.tags.put(resource, tags));
        return Requests.done();
    }

    List<Xml> describe(QueryParameters parameters, CallContext context) {
        Filters<Tag> filters = new Filters<Tag>(tag -> Map.of(tag.key(), tag.value()))
                .by("resource-id", Tag::resource)
                .by("resource-type", Tag::type)
                .by("key", Tag::key)
                .by("value", Tag::value);
        Requests.refuseDryRun(parameters);
        List<Tag> found = new ArrayList<>();
        world.region(context.region())
                .tags
                .all()
                .forEach((resource, tags) ->
                        tags.forEach((key, value) -> found.add(new Tag(resource, type(resource), key, value))));
        return Page.of(found.stream().filter(filters.asked(parameters)).toList(), parameters)
                .answer(
                        "tagSet",
                        tag -> Xml.element(
                                "item",
                                Xml.text("resourceId", tag.resource()),
                                Xml.text("resourceType", tag.type()),
                                Xml.text("key", tag.key()),
                                Xml.text("value", tag.value())));
    }

    private static void refuseUnknown(String resource, Ec2Region region) {
        switch (type(resource)) {
            case "instance" -> region.instance(resource);
            case "image" -> region.image(resource);
            case "subnet" -> region.subnet(resource);
            case "snapshot" -> {
                if (!region.snapshots.containsKey(resource)) {
                    throw Ec2Errors.noSuchSnapshot(resource);
                }
            }
            case "vpc", "security-group", "network-acl" -> refuseUnlessIn(resource, region);
            default -> throw AwsError.badRequest("InvalidID", "The ID '" + resource + "' is not valid");
        }
    }

    private static void refuseUnlessIn(String resource, Ec2Region region) {
        if (!region.vpcs.containsKey(resource)
                && !region.groups.containsKey(resource)
                && !region.acls.containsKey(resource)) {
            throw AwsError.badRequest("InvalidID", "The ID '" + resource + "' is not valid");
        }
    }

    private static String type(String resource) {
        int dash = resource.indexOf('-');
        return TYPES.getOrDefault(dash < 0 ? resource : resource.substring(0, dash), "");
    }
}
