package dev.pilotlight.twin.states.jsonata;

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

/**
 * Compiles JSON values whose <code>{% … %}</code> strings are queries. Parts without queries are shared, not copied.
 */
public final class JsonataTemplate {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private JsonataTemplate() {}

    /**
     * Compiles a value.
     *
     * @param location the field the value stands in, for instance {@code Arguments}
     * @param sight what queries see there
     * @throws SyntaxException when one of its queries is not JSONata
     */
    public static Template compile(JsonNode value, String location, Sight sight) throws SyntaxException {
        return switch (value.getNodeType()) {
            case STRING -> compileText(value, location, sight);
            case OBJECT -> compileObject(value, location, sight);
            case ARRAY -> compileArray(value, location, sight);
            case NUMBER, BOOLEAN, NULL, MISSING, BINARY, POJO -> new Template.Constant(value);
        };
    }

    private static Template compileText(JsonNode value, String location, Sight sight) throws SyntaxException {
        String text = value.textValue();
        if (Expression.isHalfDelimited(text)) {
            throw SyntaxException.invalid(text, "it begins with {% or ends with %}, but not both");
        }
        var query = Expression.within(text);
        return query.isEmpty()
                ? new Template.Constant(value)
                : new Query(Expression.compile(query.get(), location, sight));
    }

    private static Template compileObject(JsonNode value, String location, Sight sight) throws SyntaxException {
        Map<String, Template> fields = new LinkedHashMap<>();
        boolean constant = true;
        for (Map.Entry<String, JsonNode> field : value.properties()) {
            Template compiled = compile(field.getValue(), location + "/" + field.getKey(), sight);
            constant &= compiled instanceof Template.Constant;
            fields.put(field.getKey(), compiled);
        }
        return constant ? new Template.Constant(value) : new Fields(fields);
    }

    private static Template compileArray(JsonNode value, String location, Sight sight) throws SyntaxException {
        List<Template> elements = new ArrayList<>();
        boolean constant = true;
        for (JsonNode element : value) {
            Template compiled = compile(element, location + "[" + elements.size() + "]", sight);
            constant &= compiled instanceof Template.Constant;
            elements.add(compiled);
        }
        return constant ? new Template.Constant(value) : new Elements(elements);
    }

    /** A string that is one query. */
    public record Query(Expression expression) implements Template {
        @Override
        public JsonNode fill(Scope scope) throws QueryFailure {
            return expression.evaluate(scope);
        }
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
