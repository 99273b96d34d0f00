package dev.pilotlight.twin.states.language;

import dev.pilotlight.twin.states.language.Diagnostic.Code;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Reads sequences of states: the machine's own, a branch's, an iteration's. */
final class GraphReader {
    private static final int LONGEST_NAME = 80;

    private final MachineType type;
    private final QueryLanguage language;
    private final Set<String> names;
    private final Set<String> labels;

    /** @param language what states without a QueryLanguage of their own speak */
    GraphReader(MachineType type, QueryLanguage language) {
        this(type, language, new HashSet<>(), new HashSet<>());
    }

    private GraphReader(MachineType type, QueryLanguage language, Set<String> names, Set<String> labels) {
        this.type = type;
        this.language = language;
        this.names = names;
        this.labels = labels;
    }

    /** A reader for the body of a distributed iteration, whose children may be of another type. */
    GraphReader forChildren(MachineType childType) {
        return new GraphReader(childType, language, names, labels);
    }

    /** Whether no Map state of the machine has had this label. */
    boolean isNewLabel(String label) {
        return labels.add(label);
    }

    MachineType type() {
        return type;
    }

    /** The language an object names, or the one around it. */
    static QueryLanguage language(ObjectReader object, QueryLanguage outer) {
        String name = object.text("QueryLanguage");
        if (name == null) {
            return outer;
        }
        var language = QueryLanguage.named(name);
        if (language.isEmpty()) {
            object.refuse("QueryLanguage", "The QueryLanguage '" + name + "' is not one of [JSONata, JSONPath]");
        }
        return language.orElse(outer);
    }

    StateGraph read(ObjectReader graph) {
        Map<String, State> states = new LinkedHashMap<>();
        ObjectReader section = graph.requires("StartAt", "States") ? graph.object("States") : null;
        if (section == null) {
            return new StateGraph("", states);
        }
        if (section.fieldNames().isEmpty()) {
            section.refuse("There must be at least one state");
        }
        for (String name : section.fieldNames()) {
            ObjectReader state = section.object(name);
            if (state != null) {
                if (name.length() > LONGEST_NAME || name.isBlank()) {
                    section.refuse(
                            Code.INVALID_STATE_NAME, name, "A state's name has 1 to " + LONGEST_NAME + " characters");
                }
                if (!names.add(name)) {
                    section.refuse(Code.DUPLICATE_STATE_NAME, name, "Duplicate State name: " + name);
                }
                states.put(name, readState(name, state));
            }
        }
        StateGraph read = new StateGraph(graph.text("StartAt", ""), states);
        Transitions.check(read, graph);
        return read;
    }

    private State readState(String name, ObjectReader state) {
        QueryLanguage own = language(state, language);
        if (language == QueryLanguage.JSONATA && own == QueryLanguage.JSON_PATH) {
            state.refuse("'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine");
        }
        Dialect dialect = own == QueryLanguage.JSONATA ? new JsonataDialect() : new JsonPathDialect();
        return new StateReader(name, state, dialect, this).read();
    }
}
