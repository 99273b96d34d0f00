package dev.pilotlight.twin.states.language;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pilotlight.twin.states.jsonata.JsonataTemplate;
import dev.pilotlight.twin.states.jsonpath.PathQuery;
import dev.pilotlight.twin.states.query.QueryFailure;
import dev.pilotlight.twin.states.query.Scope;
import dev.pilotlight.twin.states.query.Template;

/**
 * A field that holds text, or a query for it.
 *
 * @param field the field's name, for messages
 */
public record TextField(String field, Template template) {

    /** Where the text comes from, as messages show it before the text itself. */
    String origin() {
        return template instanceof PathQuery.Located path ? path.text() + " == " : "";
    }

    /** The failure of a text that does not say what the field needs. */
    QueryFailure unusable(String message) {
        return template instanceof JsonataTemplate.Query(var expression)
                ? expression.failure("returned an unusable value. " + message)
                : QueryFailure.ofRuntime(message);
    }

    public String read(Scope scope) throws QueryFailure {
        JsonNode found = template.fill(scope);
        if (found.isTextual()) {
            return found.textValue();
        }
        if (template instanceof JsonataTemplate.Query(var expression)) {
            throw NumberField.unexpected(expression, "string", found);
        }
        throw QueryFailure.ofRuntime("The field '" + field + "' must refer to text, but refers to: " + found);
    }
}
