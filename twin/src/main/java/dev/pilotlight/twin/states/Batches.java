package dev.pilotlight.twin.states;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.twin.states.language.Iteration.ItemBatcher;
import dev.pilotlight.twin.states.language.NumberField;
import dev.pilotlight.twin.states.query.JsonTypes;
import dev.pilotlight.twin.states.query.QueryFailure;
import dev.pilotlight.twin.states.query.Scope;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Items put together, so that one child works on several; a limit of 0 is none. */
final class Batches {
    private final long mostItems;
    private final long mostBytes;
    private final @Nullable JsonNode common;

    Batches(ItemBatcher batcher, Scope focused) throws QueryFailure {
        this.mostItems = limit("MaxItemsPerBatch", batcher.maxItems(), focused, Long.MAX_VALUE);
        this.mostBytes = limit("MaxInputBytesPerBatch", batcher.maxBytes(), focused, Step.LARGEST_DATA);
        this.common = batcher.batchInput() == null ? null : batcher.batchInput().fill(focused);
    }

    private static long limit(String name, @Nullable NumberField field, Scope scope, long otherwise)
            throws QueryFailure {
        if (field == null) {
            return otherwise;
        }
        long limit = field.readWhole(scope);
        if (limit < 0) {
            throw field.outOfRange(name + " cannot be negative.");
        }
        return limit == 0 ? otherwise : Math.min(limit, otherwise);
    }

    /** The inputs of the children. */
    List<JsonNode> of(List<JsonNode> items) {
        List<JsonNode> batches = new ArrayList<>();
        ArrayNode open = JsonNodeFactory.instance.arrayNode();
        for (JsonNode item : items) {
            boolean full = open.size() >= mostItems
                    || JsonTypes.size(open, mostBytes) + JsonTypes.size(item, mostBytes) + 1 > mostBytes;
            if (full && !open.isEmpty()) {
                batches.add(batch(open));
                open = JsonNodeFactory.instance.arrayNode();
            }
            open.add(item);
        }
        if (!open.isEmpty()) {
            batches.add(batch(open));
        }
        return batches;
    }

    private JsonNode batch(ArrayNode items) {
        ObjectNode batch = JsonNodeFactory.instance.objectNode();
        if (common != null) {
            batch.set("BatchInput", common);
        }
        batch.set("Items", items);
        return batch;
    }
}
