package dev.pilotlight.cli.schemas;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.pilotlight.rehearsal.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * One of {@code docs/schemas}, as far as those use JSON Schema; any other keyword is an error, so that none is passed
 * over.
 */
public final class Schema {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JsonNode root;

    private Schema(JsonNode root) {
        this.root = root;
    }

    /** The schema of a name, like {@code drill}. */
    public static Schema of(String name) throws IOException {
        Path schemas = Repository.around(Path.of("")).root().resolve("docs/schemas");
        return new Schema(JSON.readTree(Files.readString(schemas.resolve(name + ".schema.json"))));
    }

    /** What is wrong with a file that a command has written; empty when nothing is. */
    public List<String> problems(Path file) throws IOException {
        return problems(JSON.readTree(Files.readString(file)));
    }

    /** What is wrong with a document; empty when nothing is. */
    public List<String> problems(JsonNode document) {
        List<String> problems = new ArrayList<>();
        check(root, document, "$", problems);
        return problems;
    }

    private void check(JsonNode schema, JsonNode value, String path, List<String> problems) {
        for (Map.Entry<String, JsonNode> keyword : schema.properties()) {
            JsonNode rule = keyword.getValue();
            switch (keyword.getKey()) {
                case "anyOf" -> checkAlternatives(rule, value, path, problems);
                case "$ref" -> check(root.at(rule.asText().substring(1)), value, path, problems);
                case "properties" -> checkFields(rule, value, path, problems);
                case "items" -> checkItems(rule, value, path, problems);
                case "additionalProperties" -> checkOthers(schema, rule, value, path, problems);
                default -> {
                    if (!holds(keyword.getKey(), rule, value)) {
                        problems.add(path + " breaks " + keyword.getKey() + " " + rule + ": " + value);
                    }
                }
            }
        }
    }

    private void checkAlternatives(JsonNode rule, JsonNode value, String path, List<String> problems) {
        boolean found = each(rule).anyMatch(alternative -> {
            List<String> own = new ArrayList<>();
            check(alternative, value, path, own);
            return own.isEmpty();
        });
        if (!found) {
            problems.add(path + " is none of " + rule + ": " + value);
        }
    }

    private void checkFields(JsonNode rule, JsonNode value, String path, List<String> problems) {
        rule.properties().stream()
                .filter(property -> value.has(property.getKey()))
                .forEach(property -> check(
                        property.getValue(), value.get(property.getKey()), path + "." + property.getKey(), problems));
    }

    private void checkItems(JsonNode rule, JsonNode value, String path, List<String> problems) {
        for (int i = 0; i < value.size(); i++) {
            check(rule, value.get(i), path + "[" + i + "]", problems);
        }
    }

    private void checkOthers(JsonNode schema, JsonNode rule, JsonNode value, String path, List<String> problems) {
        value.properties().stream()
                .filter(field -> !schema.path("properties").has(field.getKey()))
                .forEach(field -> {
                    if (rule.isObject()) {
                        check(rule, field.getValue(), path + "." + field.getKey(), problems);
                    } else if (!rule.asBoolean()) {
                        problems.add(path + " has the unknown field " + field.getKey());
                    }
                });
    }

    private static boolean holds(String keyword, JsonNode rule, JsonNode value) {
        return switch (keyword) {
            case "$schema", "$defs", "title", "description" -> true;
            case "const" -> rule.equals(value);
            case "enum" -> each(rule).anyMatch(value::equals);
            case "type" ->
                rule.isArray() ? each(rule).anyMatch(type -> isOf(type.asText(), value)) : isOf(rule.asText(), value);
            case "pattern" ->
                Pattern.compile(rule.asText()).matcher(value.asText()).find();
            case "format" -> rule.asText().equals("date-time") && isMoment(value.asText());
            case "minimum" -> value.asDouble() >= rule.asDouble();
            case "maximum" -> value.asDouble() <= rule.asDouble();
            case "required" -> each(rule).allMatch(name -> value.has(name.asText()));
            default -> throw new IllegalArgumentException("no such keyword here: " + keyword);
        };
    }

    private static boolean isMoment(String text) {
        try {
            Instant.parse(text);
            return true;
        } catch (DateTimeException malformed) {
            return false;
        }
    }

    private static boolean isOf(String type, JsonNode value) {
        return switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isTextual();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            case "null" -> value.isNull();
            default -> throw new IllegalArgumentException("no such type here: " + type);
        };
    }

    private static Stream<JsonNode> each(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
