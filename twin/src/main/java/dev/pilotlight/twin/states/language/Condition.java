package dev.pilotlight.twin.states.language;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pilotlight.twin.states.jsonata.Expression;
import dev.pilotlight.twin.states.query.QueryFailure;
import dev.pilotlight.twin.states.query.Scope;

/** What has to hold for a rule of a choice to be taken. */
@FunctionalInterface
public interface Condition {

    boolean holds(Scope scope) throws QueryFailure;

    /** A JSONata query, which must answer with a boolean. */
    record Queried(Expression expression) implements Condition {
        @Override
        public boolean holds(Scope scope) throws QueryFailure {
            JsonNode answer = expression.evaluate(scope);
            if (!answer.isBoolean()) {
                throw NumberField.unexpected(expression, "boolean", answer);
            }
            return answer.booleanValue();
        }
    }
}
