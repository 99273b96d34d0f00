package dev.pilotlight.twin.states.jsonpath;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.twin.states.query.QueryFailure;
import dev.pilotlight.twin.states.query.Scope;
import dev.pilotlight.twin.states.query.Template;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Compiles payload templates: JSON values in which the value of a name that ends in {@code .$} is a query. */
public final class PathTemplate {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String QUERY_SUFFIX = ".$";

    private PathTemplate() {}

    /**
     * Compiles a template. Parts without queries are shared, not copied.
     *
     * @throws PathSyntaxException when one of its queries is none
     */
    public static Template compile(JsonNode value) throws PathSyntaxException {
        if (value.isObject()) {
            return compileObject(value);
        }
        return value.isArray() ? compileArray(value) : new Template.Constant(value);
    }

    /** Compiles the fields of an object one by one, under their names without the suffix. */
    public static Map<String, Template> compileFields(JsonNode object) throws PathSyntaxException {
        Map<String, Template> fields = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            String name = field.getKey();
            if (!name.endsWith(QUERY_SUFFIX)) {
                fields.put(name, compile(field.getValue()));
                continue;
            }
            if (!field.getValue().isTextual()) {
                throw invalid(name);
            }
            fields.put(
                    name.substring(0, name.length() - QUERY_SUFFIX.length()),
                    query(field.getValue().textValue(), name));
        }
        return fields;
    }

    private static Template query(String text, String name) throws PathSyntaxException {
        try {
            return PathQuery.compile(text, name);
        } catch (PathSyntaxException e) {
            throw invalid(name);
        }
    }

    private static PathSyntaxException invalid(String name) {
        return new PathSyntaxException(
                "The value for the field '" + name + "' must be a valid JSONPath or a valid intrinsic function call");
    }

    private static Template compileObject(JsonNode value) throws PathSyntaxException {
        Map<String, Template> fields = compileFields(value);
        boolean constant = fields.values().stream().allMatch(Template.Constant.class::isInstance);
        return constant ? new Template.Constant(value) : new Fields(fields);
    }

    private static Template compileArray(JsonNode value) throws PathSyntaxException {
        List<Template> elements = new ArrayList<>();
        for (JsonNode element : value) {
            elements.add(compile(element));
        }
        boolean constant = elements.stream().allMatch(Template.Constant.class::isInstance);
        return constant ? new Template.Constant(value) : new Elements(elements);
    }

    private record Fields(Map<String, Template> fields) implements Template {
        @Override
        public JsonNode fill(Scope scope) throws QueryFailure {
            ObjectNode filled = NODES.objectNode();
            for (Map.Entry<String, Template> field : fields.entrySet()) {
                filled.set(field.getKey(), field.getValue().fill(scope));
            }
            return filled;
        }
    }

    private record Elements(List<Template> elements) implements Template {
        @Override
        public JsonNode fill(Scope scope) throws QueryFailure {
            ArrayNode filled = NODES.arrayNode(elements.size());
            for (Template element : elements) {
                filled.add(element.fill(scope));
            }
            return filled;
        }
    }
}
