package dev.pilotlight.twin.service.dynamodb;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.twin.wire.JsonParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;

/** One page of a query or a scan. */
final class Reading {
    private static final int LARGEST_PAGE = 1024 * 1024;

    private final Table table;
    private final Optional<KeyCondition> keyCondition;
    private final Optional<Condition> filter;
    private final List<DocumentPath> projection;
    private final boolean counts;
    private final boolean backward;
    private final int limit;
    private final Optional<Table.Key> start;

    private Reading(Table table, JsonParameters input, boolean query) {
        Placeholders placeholders =
                Placeholders.of(input, query || input.has("FilterExpression") || input.has("ProjectionExpression"));
        this.table = table;
        this.keyCondition = query
                ? Optional.of(KeyCondition.parse(input.required("KeyConditionExpression"), placeholders, table))
                : Optional.empty();
        this.filter = input.text("FilterExpression")
                .map(source -> ConditionParser.parse("FilterExpression", source, placeholders));
        this.projection = projection(input, placeholders);
        this.counts = Choice.of(input, "Select", "ALL_ATTRIBUTES", "SPECIFIC_ATTRIBUTES", "COUNT")
                .equals("COUNT");
        this.backward = input.has("ScanIndexForward") && !input.flag("ScanIndexForward");
        this.limit = input.integer("Limit").orElse(Integer.MAX_VALUE);
        this.start = input.has("ExclusiveStartKey")
                ? Optional.of(table.key(AttributeJson.item(input.map("ExclusiveStartKey"))))
                : Optional.empty();
        placeholders.requireAllUsed();
        if (limit < 1) {
            throw Attribute.invalid("1 validation error detected: Value '" + limit
                    + "' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1");
        }
    }

    static ObjectNode query(Table table, JsonParameters input) {
        return new Reading(table, input, true).page();
    }

    static ObjectNode scan(Table table, JsonParameters input) {
        return new Reading(table, input, false).page();
    }

    static List<DocumentPath> projection(JsonParameters input, Placeholders placeholders) {
        return input.text("ProjectionExpression")
                .map(source -> ExpressionParser.projection(source, placeholders))
                .orElse(List.of());
    }

    static Map<String, Attribute> projected(Map<String, Attribute> item, List<DocumentPath> paths) {
        return paths.isEmpty() ? item : Surgery.project(item, paths);
    }

    private ObjectNode page() {
        List<Map<String, Attribute>> found = new ArrayList<>();
        int scanned = 0;
        int weight = 0;
        Table.Key last = null;
        boolean more = false;
        for (Map.Entry<Table.Key, Map<String, Attribute>> entry : inOrder().entrySet()) {
            Map<String, Attribute> item = entry.getValue();
            if (keyCondition.isPresent() && !keyCondition.get().holds(item)) {
                continue;
            }
            if (scanned == limit || weight > LARGEST_PAGE) {
                more = true;
                break;
            }
            scanned++;
            weight += Attribute.weight(item);
            last = entry.getKey();
            if (filter.isEmpty() || filter.get().holds(item)) {
                found.add(projected(item, projection));
            }
        }
        return answer(found, scanned, more || scanned == limit ? Optional.ofNullable(last) : Optional.empty());
    }

    private NavigableMap<Table.Key, Map<String, Attribute>> inOrder() {
        NavigableMap<Table.Key, Map<String, Attribute>> read = keyCondition
                .map(condition -> table.partition(condition.partition()))
                .orElseGet(table::items);
        NavigableMap<Table.Key, Map<String, Attribute>> items = backward ? read.descendingMap() : read;
        return start.map(key -> items.tailMap(key, false)).orElse(items);
    }

    private ObjectNode answer(List<Map<String, Attribute>> found, int scanned, Optional<Table.Key> last) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        if (!counts) {
            ArrayNode items = answer.putArray("Items");
            found.forEach(item -> items.add(AttributeJson.node(item)));
        }
        answer.put("Count", found.size()).put("ScannedCount", scanned);
        last.ifPresent(key -> answer.set("LastEvaluatedKey", AttributeJson.node(table.attributes(key))));
        return answer;
    }
}
