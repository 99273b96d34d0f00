package dev.pilotlight.twin.states;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.twin.states.language.ItemFormat;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/** Makes items of the text of one object. */
final class ItemParser {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ItemFormat.Text format;
    private final String error;

    /** @param error the name of the failure when the text is not what the format says */
    ItemParser(ItemFormat.Text format, String error) {
        this.format = format;
        this.error = error;
    }

    List<JsonNode> parse(String text) throws StateFailure {
        return switch (format) {
            case ItemFormat.Json(String pointer) -> elements(json(text).at(pointer), error);
            case ItemFormat.JsonLines() -> lines(text);
            case ItemFormat.Csv csv -> rows(csv, text);
            case ItemFormat.Parquet() -> throw StateFailure.of(error, "The twin does not read PARQUET.");
        };
    }

    private JsonNode json(String text) throws StateFailure {
        return json(text, error);
    }

    /** The value a text spells. */
    static JsonNode json(String text, String error) throws StateFailure {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw StateFailure.of(error, "The data is not JSON: " + e.getOriginalMessage());
        }
    }

    /** The elements of an array. */
    static List<JsonNode> elements(JsonNode array, String error) throws StateFailure {
        if (!array.isArray()) {
            throw StateFailure.of(error, "Attempting to map over non-iterable node.");
        }
        List<JsonNode> elements = new ArrayList<>();
        array.forEach(elements::add);
        return elements;
    }

    private List<JsonNode> lines(String text) throws StateFailure {
        List<JsonNode> items = new ArrayList<>();
        for (String line : text.lines().filter(line -> !line.isBlank()).toList()) {
            items.add(json(line));
        }
        return items;
    }

    /** Values beyond the headers are dropped, and missing ones empty. */
    private List<JsonNode> rows(ItemFormat.Csv csv, String text) throws StateFailure {
        List<List<String>> rows = new CsvText(text, csv.delimiter()).rows();
        boolean inFirstRow = csv.headers().isEmpty();
        List<String> headers = inFirstRow && !rows.isEmpty() ? rows.getFirst() : csv.headers();
        if (new LinkedHashSet<>(headers).size() < headers.size()) {
            throw StateFailure.of(error, "CSV headers cannot contain duplicates.");
        }
        List<JsonNode> items = new ArrayList<>();
        for (List<String> row : rows.subList(inFirstRow && !rows.isEmpty() ? 1 : 0, rows.size())) {
            ObjectNode item = JsonNodeFactory.instance.objectNode();
            for (int i = 0; i < headers.size(); i++) {
                item.put(headers.get(i), i < row.size() ? row.get(i) : "");
            }
            items.add(item);
        }
        return items;
    }
}
