package dev.pilotlight.twin.states.language;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pilotlight.twin.states.jsonata.JsonataTemplate;
import dev.pilotlight.twin.states.query.QueryFailure;
import dev.pilotlight.twin.states.query.Scope;
import dev.pilotlight.twin.states.query.Template;

/**
 * A field that holds an array, or a query for one.
 *
 * @param field the field's name, or the path in it, for messages
 */
public record ArrayField(String field, Template template) {

    public JsonNode read(Scope scope) throws QueryFailure {
        JsonNode found = template.fill(scope);
        if (found.isArray()) {
            return found;
        }
        if (template instanceof JsonataTemplate.Query(var expression)) {
            throw NumberField.unexpected(expression, "array", found);
        }
        throw QueryFailure.ofRuntime("Reference path \"" + field + "\" must point to array.");
    }
}
