package dev.pilotlight.twin.service.rds;

import dev.pilotlight.twin.wire.QueryParameters;
import dev.pilotlight.twin.wire.Xml;
import java.util.LinkedHashMap;
import java.util.Map;

/** The tags of clusters, servers and snapshots, by their ARNs. */
final class RdsTags {
    private final Map<String, Map<String, String>> byArn = new LinkedHashMap<>();

    /** Keeps the tags that a creating request gives. */
    void keep(String arn, QueryParameters parameters) {
        Map<String, String> tags = new LinkedHashMap<>();
        for (QueryParameters tag : parameters.structures("Tags.Tag")) {
            tags.put(tag.required("Key"), tag.text("Value").orElse(""));
        }
        byArn.put(arn, tags);
    }

    void forget(String arn) {
        byArn.remove(arn);
    }

    Map<String, String> of(String arn) {
        return byArn.getOrDefault(arn, Map.of());
    }

    Xml xml(String arn) {
        return Xml.list(
                "TagList",
                of(arn).entrySet(),
                tag -> Xml.element("Tag", Xml.text("Key", tag.getKey()), Xml.text("Value", tag.getValue())));
    }
}
