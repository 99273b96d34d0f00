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

/** Makes items of what an item reader read: the {@code Body} of an object, or the {@code Contents} of a listing. */
final class ItemParser {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ItemFormat format;
    private final String error;

    ItemParser(ItemFormat format, String error) {
        this.format = format;
        this.error = error;
    }

    List<JsonNode> parse(JsonNode answer) throws StateFailure {
        return switch (format) {
            case ItemFormat.Json() -> elements(json(answer.path("Body").asText()));
            case ItemFormat.JsonLines() -> lines(answer.path("Body").asText());
            case ItemFormat.Csv csv -> rows(csv, answer.path("Body").asText());
            case ItemFormat.Listing() -> elements(answer.path("Contents"));
        };
    }

    private JsonNode json(String text) throws StateFailure {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw StateFailure.of(error, "The data is not JSON: " + e.getOriginalMessage());
        }
    }

    private List<JsonNode> elements(JsonNode array) throws StateFailure {
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
