package dev.pilotlight.twin.states.language;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pilotlight.twin.states.jsonata.Expression;
import dev.pilotlight.twin.states.query.JsonTypes;
import dev.pilotlight.twin.states.query.QueryFailure;
import dev.pilotlight.twin.states.query.Scope;
import dev.pilotlight.twin.states.query.Template;

/** A field that holds a number, or a query for one. */
public sealed interface NumberField {

    /** The number. */
    double read(Scope scope) throws QueryFailure;

    /** The number where only a whole one makes sense. */
    default long readWhole(Scope scope) throws QueryFailure {
        return (long) read(scope);
    }

    /** The failure of a field whose number is outside of what the field can hold. */
    default QueryFailure outOfRange(String message) {
        return QueryFailure.ofRuntime(message);
    }

    /** The number itself. */
    record Literal(double number) implements NumberField {
        @Override
        public double read(Scope scope) {
            return number;
        }
    }

    /** A JSONata query. */
    record Queried(Expression expression) implements NumberField {
        @Override
        public double read(Scope scope) throws QueryFailure {
            JsonNode answer = expression.evaluate(scope);
            if (!answer.isNumber()) {
                throw unexpected(expression, "number", answer);
            }
            return answer.doubleValue();
        }

        @Override
        public long readWhole(Scope scope) throws QueryFailure {
            double number = read(scope);
            if (Math.rint(number) != number) {
                throw expression.failure("returned a number that is not whole: " + number);
            }
            return (long) number;
        }

        @Override
        public QueryFailure outOfRange(String message) {
            return expression.failure("returned a value that is out of range. " + message);
        }
    }

    /**
     * A path, as the fields ending in {@code Path} hold them. Text that spells a number counts as one.
     *
     * @param field the field's name
     * @param text the path as written
     */
    record Located(Template path, String field, String text) implements NumberField {
        @Override
        public double read(Scope scope) throws QueryFailure {
            JsonNode found = path.fill(scope);
            try {
                return Double.parseDouble(found.asText());
            } catch (NumberFormatException e) {
                throw refusal(found, "float");
            }
        }

        @Override
        public long readWhole(Scope scope) throws QueryFailure {
            JsonNode found = path.fill(scope);
            try {
                return Long.parseLong(found.asText());
            } catch (NumberFormatException e) {
                throw refusal(found, "integer");
            }
        }

        private QueryFailure refusal(JsonNode found, String wanted) {
            String spelled = found.isTextual() ? found.textValue() : found.toString();
            return QueryFailure.ofRuntime("The " + field + " field refers to value \"" + spelled
                    + "\" which is not a valid " + wanted + ": " + text);
        }
    }

    /** The failure of a JSONata query that gave a value of the wrong type. */
    static QueryFailure unexpected(Expression expression, String wanted, JsonNode answer) {
        return expression.failure("returned an unexpected result type. Expected '" + wanted + "', but was '"
                + JsonTypes.name(answer) + "' for value: " + answer);
    }
}
