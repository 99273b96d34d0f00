package dev.pilotlight.twin.states.jsonata;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import com.dashjoin.jsonata.Jsonata.JFunction;
import com.fasterxml.jackson.databind.JsonNode;
import dev.pilotlight.twin.states.query.QueryFailure;
import dev.pilotlight.twin.states.query.Scope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One JSONata query, compiled once. It sees {@code $states}, the workflow variables and AWS's functions. */
public final class Expression {
    private static final Pattern DELIMITED = Pattern.compile("\\{%(.*)%}", Pattern.DOTALL);
    private static final Pattern NAME =
            Pattern.compile("\\$([\\p{L}\\p{Nl}_][\\p{L}\\p{Nl}\\p{Mn}\\p{Mc}\\p{Nd}\\p{Pc}]*)");

    private static final Pattern OF_THE_WORK = Pattern.compile("\\$states\\.(result|errorOutput)\\b");
    private static final Pattern QUOTED = Pattern.compile("'[^']*'|\"[^\"]*\"|/\\*.*?\\*/", Pattern.DOTALL);

    private final String text;
    private final String location;
    private final Jsonata compiled;
    private final List<String> names;

    private Expression(String text, String location, Jsonata compiled, List<String> names) {
        this.text = text;
        this.location = location;
        this.compiled = compiled;
        this.names = names;
    }

    /** What stands between the delimiters of a <code>{% … %}</code> string; empty for any other string. */
    public static Optional<String> within(String string) {
        var matcher = DELIMITED.matcher(string);
        return matcher.matches() ? Optional.of(matcher.group(1).strip()) : Optional.empty();
    }

    /**
     * Compiles a query.
     *
     * @param text the query, without its delimiters
     * @param location the field it stands in, for messages, for instance {@code Output/total}
     * @param sight what it sees there
     * @throws SyntaxException when it is not JSONata, or refers to what it cannot see
     */
    public static Expression compile(String text, String location, Sight sight) throws SyntaxException {
        requireSight(text, sight);
        try {
            Jsonata compiled = Jsonata.jsonata(text);
            compiled.setValidateInput(false);
            compiled.setOutputConvertNulls(false);
            List<String> names = NAME.matcher(text)
                    .results()
                    .map((MatchResult match) -> match.group(1))
                    .distinct()
                    .toList();
            for (String name : names) {
                JFunction fixed = AmazonFunctions.fixed(name);
                if (fixed != null) {
                    compiled.registerFunction(name, fixed);
                }
            }
            requireContext(compiled);
            return new Expression(text, location, compiled, names);
        } catch (JException e) {
            throw SyntaxException.invalid(text, e.getDetailedErrorMessage());
        }
    }

    /** Whether a string is half a query: delimited at one end only. */
    static boolean isHalfDelimited(String string) {
        return string.startsWith("{%") != string.endsWith("%}");
    }

    private static void requireSight(String text, Sight sight) throws SyntaxException {
        Matcher asked = OF_THE_WORK.matcher(QUOTED.matcher(text).replaceAll(""));
        while (asked.find()) {
            if (!sight.covers(asked.group(1))) {
                throw SyntaxException.unsupported("Reference to '" + asked.group() + "' is not supported here.");
            }
        }
    }

    private static void requireContext(Jsonata compiled) throws SyntaxException {
        for (String name : References.atTopLevel(compiled)) {
            throw SyntaxException.unsupported("Reference to '" + name + "' at the top level is not supported.");
        }
    }

    /**
     * The answer.
     *
     * @throws QueryFailure ({@code States.QueryEvaluationError}) when evaluation fails, or gives nothing, or a function
     */
    public JsonNode evaluate(Scope scope) throws QueryFailure {
        Object answer = answer(scope);
        if (answer == null) {
            throw failure("returned nothing (undefined).");
        }
        try {
            return Views.read(answer);
        } catch (Views.UnsupportedResultException e) {
            throw failure("returned an unsupported result type.");
        }
    }

    /** The field this query stands in. */
    public String location() {
        return location;
    }

    /** A failure of this query, in the words of the service. */
    public QueryFailure failure(String what) {
        return QueryFailure.ofExpression(
                "The JSONata expression '" + text + "' specified for the field '" + location + "' " + what, location);
    }

    private @Nullable Object answer(Scope scope) throws QueryFailure {
        try {
            return compiled.evaluate(null, bindings(scope));
        } catch (JException e) {
            throw failure("threw an error during evaluation. " + e.getError() + ": " + e.getMessage());
        } catch (StackOverflowError e) {
            throw failure("threw an error during evaluation. U1001: Stack overflow error");
        } catch (RuntimeException e) {
            throw failure("threw an error during evaluation. " + e.getMessage());
        }
    }

    private Jsonata.Frame bindings(Scope scope) {
        Jsonata.Frame frame = new Jsonata.Frame(null);
        for (String name : names) {
            if (name.equals("states")) {
                frame.bind(name, states(scope));
                continue;
            }
            JsonNode variable = scope.variables().find(name);
            if (variable != null) {
                frame.bind(name, Views.show(variable));
            } else if (AmazonFunctions.belongsToExecution(name)) {
                frame.bind(name, AmazonFunctions.ofExecution(name, scope.chance()));
            }
        }
        return frame;
    }

    private static Map<String, Object> states(Scope scope) {
        Map<String, Object> states = LinkedHashMap.newLinkedHashMap(4);
        states.put("input", Views.show(scope.input()));
        if (scope.result() != null) {
            states.put("result", Views.show(scope.result()));
        }
        if (scope.errorOutput() != null) {
            states.put("errorOutput", Views.show(scope.errorOutput()));
        }
        states.put("context", Views.show(scope.context().get()));
        return states;
    }
}
