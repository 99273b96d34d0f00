package dev.pilotlight.twin.service.ec2;

import dev.pilotlight.twin.wire.AwsError;
import dev.pilotlight.twin.wire.CallContext;
import dev.pilotlight.twin.wire.QueryParameters;
import dev.pilotlight.twin.wire.Xml;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * DescribeImageReferences: instances, and the launch templates of Auto Scaling groups; parameters and recipes, which
 * the real service finds too, are not modelled here.
 */
final class ImageReferences {
    static final Set<String> DESCRIBE =
            Set.of("ImageId", "IncludeAllResourceTypes", "ResourceType", "MaxResults", "NextToken", "DryRun");
    private static final String INSTANCE = "ec2:Instance";
    private static final String TEMPLATE = "ec2:LaunchTemplate";
    private static final int MOST_IMAGES = 10;

    private final Ec2World world;
    private Function<String, Map<String, String>> launchTemplates = _ -> Map.of();

    ImageReferences(Ec2World world) {
        this.world = world;
    }

    /** Asks somebody else for the images that launch templates name, by the templates' names, in a Region. */
    void consult(Function<String, Map<String, String>> templates) {
        launchTemplates = templates;
    }

    private record Reference(String imageId, String resourceType, String arn) {}

    List<Xml> describe(QueryParameters parameters, CallContext context) {
        List<String> images = parameters.list("ImageId");
        if (images.isEmpty() || images.size() > MOST_IMAGES) {
            throw Ec2Errors.invalidValue(String.valueOf(images.size()), "imageIds", "Between 1 and 10 are accepted.");
        }
        Ec2Region region = world.region(context.region());
        images.forEach(region::image);
        Requests.refuseDryRun(parameters);
        List<Reference> all = new ArrayList<>();
        if (parameters.flag("IncludeAllResourceTypes")) {
            addInstances(all, List.of(), context);
            addTemplates(all, context);
        }
        for (QueryParameters type : parameters.structures("ResourceType")) {
            switch (type.required("ResourceType")) {
                case INSTANCE -> addInstances(all, states(type), context);
                case TEMPLATE -> addTemplates(all, context);
                case String other ->
                    throw AwsError.badRequest(
                            "InvalidParameterValue", "The resource type " + other + " is not modelled by the twin");
            }
        }
        List<Reference> found = all.stream()
                .filter(reference -> images.contains(reference.imageId()))
                .distinct()
                .toList();
        return Page.of(found, parameters)
                .answer(
                        "imageReferenceSet",
                        reference -> Xml.element(
                                "item",
                                Xml.text("imageId", reference.imageId()),
                                Xml.text("resourceType", reference.resourceType()),
                                Xml.text("arn", reference.arn())));
    }

    private static List<String> states(QueryParameters type) {
        return type.structures("ResourceTypeOption").stream()
                .filter(option -> option.required("OptionName").equals("state-name"))
                .flatMap(option -> option.list("OptionValue").stream())
                .toList();
    }

    private void addInstances(List<Reference> all, List<String> states, CallContext context) {
        Instant now = context.now();
        world.region(context.region()).instances.values().stream()
                .filter(instance -> states.isEmpty() || states.contains(state(instance, now)))
                .forEach(instance -> all.add(new Reference(
                        instance.launch().imageId(), INSTANCE, context.arn("ec2", "instance/" + instance.id()))));
    }

    private static String state(Instance instance, Instant now) {
        return instance.guest().state(now).name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private void addTemplates(List<Reference> all, CallContext context) {
        launchTemplates
                .apply(context.region())
                .forEach((name, image) ->
                        all.add(new Reference(image, TEMPLATE, context.arn("ec2", "launch-template/" + name))));
    }
}
