package dev.pilotlight.twin.service.stepfunctions;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.pilotlight.twin.states.language.InvalidDefinitionException;
import dev.pilotlight.twin.states.language.MachineType;
import dev.pilotlight.twin.states.language.StateMachineDefinition;
import dev.pilotlight.twin.wire.AwsError;
import dev.pilotlight.twin.wire.JsonParameters;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** What requests must keep to, with the errors of the service. */
final class Checks {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int LARGEST_DATA = 262_144;
    private static final Pattern NAME =
            Pattern.compile("[^\\s<>{}\\[\\]?*\"#%\\\\^|~`$&,;:/\\x00-\\x1f\\x7f-\\x9f]{1,80}");

    private Checks() {}

    static String name(String name) {
        if (!NAME.matcher(name).matches()) {
            throw AwsError.badRequest("InvalidName", "Invalid Name: '" + name + "'");
        }
        return name;
    }

    /** The ARN of something of this service. */
    static String arn(String arn) {
        if (!arn.startsWith("arn:aws:states:")) {
            throw AwsError.badRequest("InvalidArn", "Invalid Arn: 'Invalid ARN prefix: " + arn + "'");
        }
        return arn;
    }

    static MachineType type(JsonParameters input) {
        return switch (input.text("type").orElse("STANDARD")) {
            case "STANDARD" -> MachineType.STANDARD;
            case "EXPRESS" -> MachineType.EXPRESS;
            case String other ->
                throw invalid("Value '" + other + "' at 'type' failed to satisfy constraint: Member must satisfy enum"
                        + " value set: [STANDARD, EXPRESS]");
        };
    }

    static StateMachineDefinition definition(String text, MachineType type) {
        try {
            return StateMachineDefinition.parse(text, type);
        } catch (InvalidDefinitionException e) {
            throw AwsError.badRequest(e.code(), String.valueOf(e.getMessage()));
        }
    }

    /** The input of an execution. */
    static JsonNode input(String text) {
        requireSmall(text, "input");
        try {
            return JSON.readTree(text);
        } catch (JacksonException e) {
            throw AwsError.badRequest(
                    "InvalidExecutionInput", "Invalid State Machine Execution Input: '" + e.getOriginalMessage() + "'");
        }
    }

    /** The output of a task. */
    static JsonNode output(String text) {
        requireSmall(text, "output");
        try {
            return JSON.readTree(text);
        } catch (JacksonException e) {
            throw AwsError.badRequest("InvalidOutput", "Invalid Output: '" + e.getOriginalMessage() + "'");
        }
    }

    private static void requireSmall(String text, String member) {
        if (text.getBytes(StandardCharsets.UTF_8).length > LARGEST_DATA) {
            throw invalid("Value at '" + member + "' failed to satisfy constraint: Member must have length less than or"
                    + " equal to " + LARGEST_DATA);
        }
    }

    private static AwsError invalid(String what) {
        return AwsError.badRequest("ValidationException", "1 validation error detected: " + what);
    }

    /**
     * One page of a list.
     *
     * @param next the token of the page after this one, or an empty text
     */
    record Page<T>(List<T> items, String next) {

        static <T> Page<T> of(List<T> all, JsonParameters input, int usual) {
            int from = input.text("nextToken").map(Page::position).orElse(0);
            int size = input.integer("maxResults").filter(count -> count > 0).orElse(usual);
            int to = Math.min(all.size(), from + size);
            return new Page<>(all.subList(Math.min(from, to), to), to < all.size() ? Integer.toString(to) : "");
        }

        private static int position(String token) {
            try {
                return Math.max(0, Integer.parseInt(token));
            } catch (NumberFormatException e) {
                throw AwsError.badRequest("InvalidToken", "Invalid Token: '" + token + "'");
            }
        }
    }
}
