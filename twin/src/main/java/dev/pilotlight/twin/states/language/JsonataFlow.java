package dev.pilotlight.twin.states.language;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pilotlight.twin.states.query.QueryFailure;
import dev.pilotlight.twin.states.query.Scope;
import dev.pilotlight.twin.states.query.Template;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The flow of a JSONata state: Arguments in, Output and Assign out, and nothing in between. */
record JsonataFlow(@Nullable Template arguments, @Nullable Template output, Map<String, Template> assign)
        implements Flow {

    @Override
    public Scope focus(Scope scope) {
        return scope;
    }

    @Override
    public JsonNode arguments(Scope focused) throws QueryFailure {
        return arguments == null ? focused.input() : arguments.fill(focused);
    }

    @Override
    public Departure leave(Scope scope, JsonNode work) throws QueryFailure {
        Map<String, JsonNode> assigned = fillAll(assign, scope);
        return new Departure(output == null ? work : output.fill(scope), assigned);
    }

    static Map<String, JsonNode> fillAll(Map<String, Template> templates, Scope scope) throws QueryFailure {
        if (templates.isEmpty()) {
            return Map.of();
        }
        Map<String, JsonNode> filled = new LinkedHashMap<>();
        for (Map.Entry<String, Template> template : templates.entrySet()) {
            filled.put(template.getKey(), template.getValue().fill(scope));
        }
        return filled;
    }
}
