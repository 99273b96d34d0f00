package dev.pilotlight.twin.states.jsonpath;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pilotlight.twin.states.query.QueryFailure;
import dev.pilotlight.twin.states.query.Scope;
import dev.pilotlight.twin.states.query.Template;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A query of the JSONPath language: a path from one of three roots, or a call of an intrinsic function. */
public sealed interface PathQuery extends Template permits PathQuery.Located, Intrinsic {

    /**
     * Compiles a query.
     *
     * @param field the field it stands in, for messages
     * @throws PathSyntaxException when it is none
     */
    static PathQuery compile(String text, String field) throws PathSyntaxException {
        return text.startsWith("States.") ? Intrinsic.compile(text, field) : Located.compile(text, field);
    }

    /** Where a path begins. */
    sealed interface Root {
        /** The state's input, {@code $}. */
        record Input() implements Root {}

        /** The context object, {@code $$}. */
        record Context() implements Root {}

        /** A workflow variable, {@code $name}. */
        record Variable(String name) implements Root {}
    }

    /**
     * A path.
     *
     * @param text as written
     * @param field the field it stands in, for messages
     */
    record Located(String text, String field, Root root, JsonPath path) implements PathQuery {

        /** Compiles a path, for fields that take no call of a function. */
        public static Located compile(String text, String field) throws PathSyntaxException {
            if (text.startsWith("$$")) {
                return new Located(text, field, new Root.Context(), JsonPath.compile(text.substring(2)));
            }
            if (!text.startsWith("$")) {
                throw new PathSyntaxException("'" + text + "' does not begin with $");
            }
            TextCursor cursor = new TextCursor(text.substring(1));
            String name = cursor.until(".[");
            JsonPath path = JsonPath.compile(text.substring(1 + name.length()));
            return new Located(text, field, name.isEmpty() ? new Root.Input() : new Root.Variable(name), path);
        }

        @Override
        public JsonNode fill(Scope scope) throws QueryFailure {
            JsonNode from = start(scope);
            JsonNode found = from == null ? null : path.find(from);
            if (found == null) {
                throw QueryFailure.ofRuntime("The JSONPath '" + text + "' specified for the field '" + field
                        + "' could not be found in the input '" + (from == null ? scope.input() : from) + "'");
            }
            return found;
        }

        /** What the path leads to; empty when it leads nowhere. */
        public Optional<JsonNode> find(Scope scope) {
            JsonNode from = start(scope);
            return from == null ? Optional.empty() : Optional.ofNullable(path.find(from));
        }

        private @Nullable JsonNode start(Scope scope) {
            return switch (root) {
                case Root.Input() -> scope.input();
                case Root.Context() -> scope.context().get();
                case Root.Variable(String name) -> scope.variables().find(name);
            };
        }
    }
}
