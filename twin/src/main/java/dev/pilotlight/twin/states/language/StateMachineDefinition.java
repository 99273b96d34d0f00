package dev.pilotlight.twin.states.language;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.pilotlight.twin.states.language.Diagnostic.Code;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A state machine, read, checked and compiled. It is immutable and may be run any number of times at once.
 *
 * @param type what the machine was read as
 * @param graph its states
 * @param timeout how long an execution may last, where the definition says so
 */
public record StateMachineDefinition(MachineType type, StateGraph graph, Optional<Duration> timeout) {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final Set<String> FIELDS =
            Set.of("Comment", "StartAt", "States", "TimeoutSeconds", "Version", "QueryLanguage");

    /** The largest definition the service takes, in characters. */
    public static final int LONGEST_TEXT = 1_048_576;

    /**
     * Reads a standard machine from JSON text.
     *
     * @throws InvalidDefinitionException when the service would refuse it
     */
    public static StateMachineDefinition parse(String text) throws InvalidDefinitionException {
        return parse(text, MachineType.STANDARD);
    }

    /**
     * Reads a machine from JSON text.
     *
     * @throws InvalidDefinitionException when the service would refuse it
     */
    public static StateMachineDefinition parse(String text, MachineType type) throws InvalidDefinitionException {
        if (text.length() > LONGEST_TEXT) {
            throw broken("The definition is longer than " + LONGEST_TEXT + " characters");
        }
        if (text.isBlank()) {
            throw refused(Code.MISSING_DESCRIPTION, "The definition is empty");
        }
        try {
            return parse(JSON.readTree(text), type);
        } catch (JsonProcessingException e) {
            throw broken(e.getOriginalMessage());
        }
    }

    /**
     * What a definition says that its author may not have meant.
     *
     * @param text of a valid definition
     */
    public static List<Diagnostic> warnings(String text) throws InvalidDefinitionException {
        try {
            return Warnings.of(JSON.readTree(text));
        } catch (JsonProcessingException e) {
            throw broken(e.getOriginalMessage());
        }
    }

    /**
     * Reads a standard machine.
     *
     * @throws InvalidDefinitionException when the service would refuse it
     */
    public static StateMachineDefinition parse(JsonNode definition) throws InvalidDefinitionException {
        return parse(definition, MachineType.STANDARD);
    }

    /**
     * Reads a machine.
     *
     * @throws InvalidDefinitionException when the service would refuse it
     */
    public static StateMachineDefinition parse(JsonNode definition, MachineType type)
            throws InvalidDefinitionException {
        if (!definition.isObject()) {
            throw broken("The definition must be a JSON object");
        }
        Diagnostics diagnostics = new Diagnostics();
        ObjectReader root = new ObjectReader(definition, "", diagnostics);
        root.allowOnly(FIELDS);
        root.text("Comment");
        QueryLanguage language = GraphReader.language(root, QueryLanguage.JSON_PATH);
        StateGraph graph = new GraphReader(type, language).read(root);
        long seconds = root.whole("TimeoutSeconds", Bounds.seconds(1), 0);
        diagnostics.throwIfAny();
        Optional<Duration> timeout = seconds == 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(seconds));
        return new StateMachineDefinition(type, graph, timeout);
    }

    private static InvalidDefinitionException broken(String message) {
        return refused(Code.INVALID_JSON_DESCRIPTION, message);
    }

    private static InvalidDefinitionException refused(Code code, String message) {
        return new InvalidDefinitionException(List.of(new Diagnostic(code, message, "/")));
    }
}
