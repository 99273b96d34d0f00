package dev.pilotlight.twin.service.ec2;

import dev.pilotlight.twin.wire.QueryParameters;
import dev.pilotlight.twin.wire.Xml;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tags of everything in one Region. */
final class Tags {
    private final Map<String, Map<String, String>> byResource = new LinkedHashMap<>();

    Map<String, String> of(String resource) {
        return byResource.getOrDefault(resource, Map.of());
    }

    void put(String resource, Map<String, String> tags) {
        if (!tags.isEmpty()) {
            byResource.computeIfAbsent(resource, _ -> new LinkedHashMap<>()).putAll(tags);
        }
    }

    void forget(String resource) {
        byResource.remove(resource);
    }

    Map<String, Map<String, String>> all() {
        return byResource;
    }

    Xml xml(String resource) {
        return Xml.list(
                "tagSet",
                of(resource).entrySet(),
                tag -> Xml.element("item", Xml.text("key", tag.getKey()), Xml.text("value", tag.getValue())));
    }

    /** The tags a creating request gives to resources of a type. */
    static Map<String, String> specified(QueryParameters parameters, String resourceType) {
        Map<String, String> tags = new LinkedHashMap<>();
        for (QueryParameters specification : parameters.structures("TagSpecification")) {
            if (specification.text("ResourceType").orElse("").equals(resourceType)) {
                tags.putAll(read(specification.structures("Tag")));
            }
        }
        return tags;
    }

    static Map<String, String> read(List<QueryParameters> pairs) {
        Map<String, String> tags = new LinkedHashMap<>();
        for (QueryParameters pair : pairs) {
            String key = pair.required("Key");
            if (key.startsWith("aws:")) {
                throw Ec2Errors.invalidValue(key, "tagKey", "Tag keys starting with 'aws:' are reserved");
            }
            tags.put(key, pair.text("Value").orElse(""));
        }
        return tags;
    }
}
