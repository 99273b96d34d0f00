package dev.pilotlight.twin.states.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The workflow variables one sequence of states sees: its own, and behind them those of the states around it. An inner
 * scope reads the outer one but never writes to it.
 */
public final class Variables {
    private final @Nullable Variables outer;
    private final Map<String, JsonNode> own = new LinkedHashMap<>();

    private Variables(@Nullable Variables outer) {
        this.outer = outer;
    }

    /** The scope of a whole execution. */
    public static Variables empty() {
        return new Variables(null);
    }

    /** A scope for a branch or an iteration. */
    public Variables inner() {
        return new Variables(this);
    }

    public @Nullable JsonNode find(String name) {
        JsonNode value = own.get(name);
        if (value == null && outer != null) {
            return outer.find(name);
        }
        return value;
    }

    /** Assigns all at once, so that none of the new values was computed from another of them. */
    public void assign(Map<String, JsonNode> values) {
        own.putAll(values);
    }
}
