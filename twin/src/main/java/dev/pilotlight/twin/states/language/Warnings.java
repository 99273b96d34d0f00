package dev.pilotlight.twin.states.language;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pilotlight.twin.states.language.Diagnostic.Code;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds what a valid definition says that its author may not have meant: text of the JSONPath language that looks like
 * a query and is none, because of where it stands.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_ValidateStateMachineDefinitionDiagnostic.html">
 *     the list of warning codes</a>
 */
final class Warnings {
    private static final Pattern QUERY =
            Pattern.compile("\\$\\$?[.\\[].*|States\\.[A-Z][A-Za-z0-9]*\\(.*", Pattern.DOTALL);
    private static final Set<String> TEMPLATES = Set.of("Parameters", "ResultSelector", "ItemSelector", "Assign");
    private static final Set<String> WITH_PATHS = Set.of("Error", "Cause", "Timestamp");

    private final List<Diagnostic> found = new ArrayList<>();

    private Warnings() {}

    /** The warnings, in the order of the definition. */
    static List<Diagnostic> of(JsonNode definition) {
        Warnings warnings = new Warnings();
        warnings.graph(definition, "", isJsonata(definition, false));
        return List.copyOf(warnings.found);
    }

    private static boolean isJsonata(JsonNode object, boolean outer) {
        return object.has("QueryLanguage")
                ? object.path("QueryLanguage").asText().equals("JSONata")
                : outer;
    }

    private void graph(JsonNode graph, String place, boolean jsonata) {
        for (Map.Entry<String, JsonNode> state : graph.path("States").properties()) {
            String here = place + "/States/" + state.getKey();
            if (!isJsonata(state.getValue(), jsonata)) {
                state(state.getValue(), here);
            }
            for (String inner : List.of("ItemProcessor", "Iterator")) {
                graph(state.getValue().path(inner), here + "/" + inner, jsonata);
            }
            JsonNode branches = state.getValue().path("Branches");
            for (int i = 0; i < branches.size(); i++) {
                graph(branches.path(i), here + "/Branches[" + i + "]", jsonata);
            }
        }
    }

    private void state(JsonNode state, String place) {
        for (Map.Entry<String, JsonNode> field : state.properties()) {
            String here = place + "/" + field.getKey();
            if (TEMPLATES.contains(field.getKey())) {
                template(field.getValue(), here);
            } else if (field.getKey().equals("Result") && holdsQuery(field.getValue())) {
                warn(Code.PASS_RESULT_IS_STATIC, "The Result of a Pass state is handed on as it is written", here);
            } else if (WITH_PATHS.contains(field.getKey()) && isQuery(field.getValue())) {
                warn(
                        Code.NO_PATH,
                        "The value looks like a path; the field for one is " + field.getKey() + "Path",
                        here);
            }
        }
    }

    private void template(JsonNode template, String place) {
        for (Map.Entry<String, JsonNode> field : template.properties()) {
            String here = place + "/" + field.getKey();
            if (!field.getKey().endsWith(".$") && isQuery(field.getValue())) {
                warn(Code.NO_DOLLAR, "The value looks like a query; the name of a field with one ends in .$", here);
            }
            template(field.getValue(), here);
        }
        for (int i = 0; template.isArray() && i < template.size(); i++) {
            template(template.path(i), place + "[" + i + "]");
        }
    }

    private static boolean isQuery(JsonNode value) {
        return value.isTextual() && QUERY.matcher(value.textValue()).matches();
    }

    private static boolean holdsQuery(JsonNode value) {
        return isQuery(value) || value.valueStream().anyMatch(Warnings::holdsQuery);
    }

    private void warn(Code code, String message, String place) {
        found.add(new Diagnostic(code, message, place));
    }
}
