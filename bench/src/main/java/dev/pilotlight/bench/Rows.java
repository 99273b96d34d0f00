package dev.pilotlight.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a benchmark found: rows of named values, all with the same names, printed as a table or written as JSON. */
public final class Rows {
    private static final int VERSION = 1;
    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final List<ObjectNode> rows = new ArrayList<>();

    /** A new last row, to be filled; its names are the table's columns. */
    public ObjectNode add() {
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        rows.add(row);
        return row;
    }

    /** The rows as a table for people, its numbers flush right. */
    public String table() {
        List<String> names = rows.stream()
                .findFirst()
                .map(row -> row.properties().stream().map(Map.Entry::getKey).toList())
                .orElse(List.of());
        List<Integer> widths = names.stream().map(this::width).toList();
        List<String> lines = new ArrayList<>();
        lines.add(line(widths, names, names.stream().map(this::first).toList()));
        for (ObjectNode row : rows) {
            List<JsonNode> values = names.stream().map(row::path).toList();
            lines.add(line(widths, values.stream().map(Rows::shown).toList(), values));
        }
        return lines.stream().map(text -> text + System.lineSeparator()).collect(Collectors.joining());
    }

    /** Writes {@code {"version":1,"rows":[…]}} (docs/schemas/bench.schema.json). */
    public void write(Path file) {
        ObjectNode document = JsonNodeFactory.instance.objectNode().put("version", VERSION);
        rows.forEach(document.putArray("rows")::add);
        try {
            Files.writeString(file, JSON.writeValueAsString(document) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    private JsonNode first(String name) {
        return rows.getFirst().path(name);
    }

    private int width(String name) {
        return rows.stream().mapToInt(row -> shown(row.path(name)).length()).reduce(name.length(), Math::max);
    }

    private static String line(List<Integer> widths, List<String> texts, List<JsonNode> values) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < texts.size(); column++) {
            boolean right = values.get(column).isNumber();
            String padding = " ".repeat(widths.get(column) - texts.get(column).length());
            line.append(column == 0 ? "" : "  ");
            line.append(right ? padding + texts.get(column) : texts.get(column) + padding);
        }
        return line.toString().stripTrailing();
    }

    private static String shown(JsonNode value) {
        return value.isNull() || value.isMissingNode() ? "–" : value.asText();
    }
}
