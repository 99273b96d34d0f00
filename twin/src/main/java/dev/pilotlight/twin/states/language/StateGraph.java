package dev.pilotlight.twin.states.language;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** A sequence of states: a whole machine, a branch or the body of an iteration. */
public record StateGraph(String startAt, Map<String, State> states) {

    public StateGraph {
        states = Collections.unmodifiableMap(new LinkedHashMap<>(states));
    }

    /** The state of this name; transitions were checked when the definition was read. */
    public State state(String name) {
        return requireNonNull(states.get(name), name);
    }
}
