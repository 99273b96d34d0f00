package dev.pilotlight.twin.states.language;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pilotlight.twin.states.jsonpath.PathQuery;
import dev.pilotlight.twin.states.jsonpath.PathSyntaxException;
import dev.pilotlight.twin.states.jsonpath.PathTemplate;
import dev.pilotlight.twin.states.jsonpath.ReferencePath;
import dev.pilotlight.twin.states.language.JsonPathFlow.Placement;
import dev.pilotlight.twin.states.language.JsonPathFlow.Selection;
import dev.pilotlight.twin.states.query.Scope;
import dev.pilotlight.twin.states.query.Template;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** JSONPath: queries stand in fields of their own, whose names end in {@code Path} or {@code .$}. */
final class JsonPathDialect implements Dialect {

    @Override
    public QueryLanguage language() {
        return QueryLanguage.JSON_PATH;
    }

    @Override
    public Flow flow(ObjectReader object, FlowShape shape) {
        Selection input = selection(object, "InputPath");
        Selection output = selection(object, "OutputPath");
        Map<String, Template> assign = assign(object);
        return switch (shape) {
            case WORK ->
                new JsonPathFlow(
                        input,
                        template(object, "Parameters"),
                        template(object, "ResultSelector"),
                        placement(object),
                        output,
                        assign);
            case PASS -> new JsonPathFlow(input, passed(object), null, placement(object), output, assign);
            case PLAIN -> new JsonPathFlow(input, null, null, new Placement.Alone(), output, assign);
            case CATCHER ->
                new JsonPathFlow(new Selection.All(), null, null, placement(object), new Selection.All(), assign);
        };
    }

    @Override
    public Flow ruleFlow(ObjectReader choice, ObjectReader rule) {
        return new JsonPathFlow(
                selection(choice, "InputPath"),
                null,
                null,
                new Placement.Alone(),
                selection(choice, "OutputPath"),
                assign(rule));
    }

    private @Nullable Template passed(ObjectReader pass) {
        JsonNode result = pass.find("Result");
        return result == null ? template(pass, "Parameters") : new Template.Constant(result);
    }

    private static Selection selection(ObjectReader object, String field) {
        JsonNode path = object.find(field);
        if (path == null) {
            return new Selection.All();
        }
        if (path.isNull()) {
            return new Selection.Nothing();
        }
        return path(object, field).<Selection>map(Selection.Part::new).orElse(new Selection.All());
    }

    private static Placement placement(ObjectReader object) {
        JsonNode path = object.find("ResultPath");
        if (path != null && path.isNull()) {
            return new Placement.Nowhere();
        }
        try {
            return new Placement.Into(ReferencePath.compile(object.text("ResultPath", "$")));
        } catch (PathSyntaxException e) {
            object.refuse("ResultPath", "Invalid path: " + e.getMessage());
            return new Placement.Nowhere();
        }
    }

    private static Optional<PathQuery.Located> path(ObjectReader object, String field) {
        try {
            return Optional.of(PathQuery.Located.compile(object.text(field, "$"), field));
        } catch (PathSyntaxException e) {
            object.refuse(field, "Invalid path: " + e.getMessage());
            return Optional.empty();
        }
    }

    private static Map<String, Template> assign(ObjectReader object) {
        JsonNode assign = object.find("Assign");
        if (assign == null) {
            return Map.of();
        }
        if (!assign.isObject()) {
            object.refuse("Assign", "Expected value of type [Object]");
            return Map.of();
        }
        try {
            Map<String, Template> fields = PathTemplate.compileFields(assign);
            VariableNames.check(object, fields.keySet());
            return fields;
        } catch (PathSyntaxException e) {
            object.refuse("Assign", String.valueOf(e.getMessage()));
            return Map.of();
        }
    }

    @Override
    public @Nullable NumberField number(ObjectReader object, String field, Bounds bounds) {
        String pathField = field + "Path";
        if (!object.has(pathField)) {
            return object.has(field) ? new NumberField.Literal(object.number(field, bounds, 0)) : null;
        }
        object.exclude(field, pathField);
        return path(object, pathField)
                .<NumberField>map(path -> new NumberField.Located(path, pathField, path.text()))
                .orElse(new NumberField.Literal(bounds.least()));
    }

    @Override
    public @Nullable TextField text(ObjectReader object, String field) {
        String pathField = field + "Path";
        if (!object.has(pathField)) {
            String literal = object.text(field);
            if (literal != null && field.equals("Timestamp")) {
                requireTimestamp(object, field, literal);
            }
            JsonNode value = object.find(field);
            return literal == null || value == null ? null : new TextField(field, new Template.Constant(value));
        }
        object.exclude(field, pathField);
        try {
            return new TextField(pathField, PathQuery.compile(object.text(pathField, "$"), pathField));
        } catch (PathSyntaxException e) {
            object.refuse(pathField, "Invalid path: " + e.getMessage());
            return null;
        }
    }

    static void requireTimestamp(ObjectReader object, String field, String literal) {
        try {
            OffsetDateTime.parse(literal);
        } catch (DateTimeException e) {
            object.refuse(field, "The value '" + literal + "' is not an ISO-8601 offset date-time");
        }
    }

    @Override
    public @Nullable Template template(ObjectReader object, String field) {
        JsonNode value = object.find(field);
        if (value == null) {
            return null;
        }
        try {
            return PathTemplate.compile(value);
        } catch (PathSyntaxException e) {
            object.refuse(field, String.valueOf(e.getMessage()));
            return null;
        }
    }

    @Override
    public Template callArguments(ObjectReader object) {
        Template template = template(object, "Parameters");
        return template == null ? Scope::input : template;
    }

    @Override
    public ArrayField items(ObjectReader map) {
        Template items = map.has("ItemsPath")
                ? path(map, "ItemsPath").<Template>map(path -> path).orElse(Scope::input)
                : Scope::input;
        return new ArrayField(map.text("ItemsPath", "$"), items);
    }

    @Override
    public @Nullable Template itemSelector(ObjectReader map) {
        map.exclude("ItemSelector", "Parameters");
        return template(map, map.has("ItemSelector") ? "ItemSelector" : "Parameters");
    }

    @Override
    public Condition condition(ObjectReader rule) {
        return ChoiceRuleReader.read(rule);
    }
}
