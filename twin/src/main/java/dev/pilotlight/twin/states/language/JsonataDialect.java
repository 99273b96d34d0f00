package dev.pilotlight.twin.states.language;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.pilotlight.twin.states.jsonata.Expression;
import dev.pilotlight.twin.states.jsonata.JsonataTemplate;
import dev.pilotlight.twin.states.jsonata.Sight;
import dev.pilotlight.twin.states.jsonata.SyntaxException;
import dev.pilotlight.twin.states.language.Diagnostic.Code;
import dev.pilotlight.twin.states.query.Scope;
import dev.pilotlight.twin.states.query.Template;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** JSONata: every query is a <code>{% … %}</code> string in the place of the value it gives. */
final class JsonataDialect implements Dialect {

    @Override
    public QueryLanguage language() {
        return QueryLanguage.JSONATA;
    }

    @Override
    public Flow flow(ObjectReader object, FlowShape shape) {
        Template arguments = shape == FlowShape.WORK ? template(object, "Arguments") : null;
        Sight sight = sight(shape);
        return new JsonataFlow(arguments, template(object, "Output", "Output", sight), assign(object, sight));
    }

    @Override
    public Flow ruleFlow(ObjectReader choice, ObjectReader rule) {
        return flow(rule, FlowShape.PLAIN);
    }

    private static Sight sight(FlowShape shape) {
        return switch (shape) {
            case WORK -> Sight.RESULT;
            case CATCHER -> Sight.ERROR;
            case PASS, PLAIN -> Sight.NOTHING;
        };
    }

    private static Map<String, Template> assign(ObjectReader object, Sight sight) {
        ObjectReader assign = object.object("Assign");
        Map<String, Template> templates = new LinkedHashMap<>();
        if (assign != null) {
            VariableNames.check(assign, assign.fieldNames());
            for (String name : assign.fieldNames()) {
                Template template = template(assign, name, "Assign/" + name, sight);
                templates.put(name, template == null ? new Template.Constant(NullNode.instance) : template);
            }
        }
        return templates;
    }

    @Override
    public @Nullable NumberField number(ObjectReader object, String field, Bounds bounds) {
        JsonNode value = object.find(field);
        if (value == null) {
            return null;
        }
        if (value.isTextual()) {
            return query(object, field)
                    .<NumberField>map(NumberField.Queried::new)
                    .orElse(new NumberField.Literal(bounds.least()));
        }
        return new NumberField.Literal(object.number(field, bounds, 0));
    }

    @Override
    public @Nullable TextField text(ObjectReader object, String field) {
        Template template = object.text(field) == null ? null : template(object, field);
        if (field.equals("Timestamp") && template instanceof Template.Constant(JsonNode literal)) {
            JsonPathDialect.requireTimestamp(object, field, literal.asText());
        }
        return template == null ? null : new TextField(field, template);
    }

    @Override
    public @Nullable Template template(ObjectReader object, String field) {
        return template(object, field, field, Sight.NOTHING);
    }

    private static @Nullable Template template(ObjectReader object, String field, String location, Sight sight) {
        JsonNode value = object.find(field);
        if (value == null) {
            return null;
        }
        try {
            return JsonataTemplate.compile(value, location, sight);
        } catch (SyntaxException e) {
            refuse(object, field, e);
            return null;
        }
    }

    private static void refuse(ObjectReader object, String field, SyntaxException e) {
        Code code = e.isUnsupported() ? Code.UNSUPPORTED_JSONATA_EXPRESSION : Code.INVALID_JSONATA_EXPRESSION;
        object.refuse(code, field, String.valueOf(e.getMessage()));
    }

    @Override
    public Template callArguments(ObjectReader object) {
        Template template = template(object, "Arguments");
        return template == null ? Scope::input : template;
    }

    @Override
    public ArrayField items(ObjectReader map) {
        JsonNode items = map.find("Items");
        Template template = template(map, "Items");
        if (items != null && !items.isArray() && !(template instanceof JsonataTemplate.Query)) {
            map.refuse("Items", "Expected an array or a JSONata expression");
        }
        return new ArrayField("Items", template == null ? Scope::input : template);
    }

    @Override
    public @Nullable Template itemSelector(ObjectReader map) {
        return template(map, "ItemSelector");
    }

    @Override
    public Condition condition(ObjectReader rule) {
        JsonNode condition = rule.find("Condition");
        if (condition != null && condition.isBoolean()) {
            boolean constant = condition.booleanValue();
            return scope -> constant;
        }
        if (!rule.requires("Condition")) {
            return scope -> false;
        }
        return query(rule, "Condition").<Condition>map(Condition.Queried::new).orElse(scope -> false);
    }

    private static Optional<Expression> query(ObjectReader object, String field) {
        Optional<String> text = Expression.within(object.text(field, ""));
        if (text.isEmpty()) {
            object.refuse(field, "Expected a JSONata expression between {% and %}");
            return Optional.empty();
        }
        try {
            return Optional.of(Expression.compile(text.get(), field, Sight.NOTHING));
        } catch (SyntaxException e) {
            refuse(object, field, e);
            return Optional.empty();
        }
    }
}
