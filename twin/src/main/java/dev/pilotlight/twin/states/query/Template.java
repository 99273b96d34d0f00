package dev.pilotlight.twin.states.query;

import com.fasterxml.jackson.databind.JsonNode;

/** A JSON value with queries in it, compiled once and filled at every visit. */
@FunctionalInterface
public interface Template {

    /**
     * The value with every query answered.
     *
     * @throws QueryFailure when a query has no answer or one of the wrong kind
     */
    JsonNode fill(Scope scope) throws QueryFailure;

    /** A template without queries. */
    record Constant(JsonNode value) implements Template {
        @Override
        public JsonNode fill(Scope scope) {
            return value;
        }
    }
}
