package dev.pilotlight.cli.states;

import dev.pilotlight.twin.states.language.Diagnostic;
import dev.pilotlight.twin.states.language.InvalidDefinitionException;
import dev.pilotlight.twin.states.language.MachineType;
import dev.pilotlight.twin.states.language.StateMachineDefinition;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The definition a command works on, and how its substitutions are filled. */
final class DefinitionFile {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Za-z0-9]+)}");
    private static final Pattern ENDING = Pattern.compile("(Function)?Arn$");

    @Parameters(paramLabel = "FILE", description = "The definition, a JSON file.")
    private Path file = Path.of("");

    @Option(
            names = "--type",
            defaultValue = "STANDARD",
            paramLabel = "TYPE",
            description = "STANDARD or EXPRESS. Default: ${DEFAULT-VALUE}")
    private MachineType type = MachineType.STANDARD;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "Fills the placeholder $${NAME}. One without a value stands for a function of that name.")
    private Map<String, String> substitutions = new LinkedHashMap<>();

    /**
     * Reads the definition.
     *
     * @throws InvalidDefinitionException when Step Functions would refuse it
     */
    StateMachineDefinition read() throws InvalidDefinitionException {
        return StateMachineDefinition.parse(text(), type);
    }

    /** What a valid definition says that its author may not have meant. */
    List<Diagnostic> warnings() throws InvalidDefinitionException {
        return StateMachineDefinition.warnings(text());
    }

    private String text() {
        return PLACEHOLDER.matcher(Texts.of(file)).replaceAll(this::value);
    }

    private String value(MatchResult placeholder) {
        String name = placeholder.group(1);
        String function = ENDING.matcher(name).replaceFirst("");
        return Matcher.quoteReplacement(substitutions.getOrDefault(
                name, "arn:aws:lambda:us-east-1:111111111111:function:" + (function.isEmpty() ? name : function)));
    }
}
