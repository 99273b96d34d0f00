package dev.pilotlight.twin.states;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.twin.states.language.Iteration.Distribution;
import dev.pilotlight.twin.states.language.Iteration.ItemBatcher;
import dev.pilotlight.twin.states.language.Iteration.ItemReader;
import dev.pilotlight.twin.states.language.Iteration.ResultWriter;
import dev.pilotlight.twin.states.language.NumberField;
import dev.pilotlight.twin.states.query.JsonTypes;
import dev.pilotlight.twin.states.query.QueryFailure;
import dev.pilotlight.twin.states.query.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where the items of a Distributed Map come from, how they are put together, and where the results go. */
final class ItemSource {
    private static final String READER_FAILED = "States.ItemReaderFailed";
    private static final String WRITER_FAILED = "States.ResultWriterFailed";

    private final Visit visit;
    private final Run run;
    private final @Nullable ItemReader reader;
    private final @Nullable JsonNode readerArguments;
    private final long maxItems;
    private final @Nullable ItemBatcher batcher;
    private final Scope focused;
    private final @Nullable ResultWriter writer;

    /** Answers the reader's queries; what is wrong with them is the state's failure, not the reader's. */
    ItemSource(Visit visit, Distribution distribution, Scope focused) throws QueryFailure {
        this.visit = visit;
        this.run = visit.sequence().run();
        this.reader = distribution.reader();
        this.readerArguments = reader == null ? null : reader.arguments().fill(focused);
        this.maxItems = whole(reader == null ? null : reader.maxItems(), focused, 0);
        this.batcher = distribution.batcher();
        this.focused = focused;
        this.writer = distribution.writer();
    }

    private static long whole(@Nullable NumberField field, Scope scope, long otherwise) throws QueryFailure {
        return field == null ? otherwise : field.readWhole(scope);
    }

    /**
     * Reads the items.
     *
     * @throws StateFailure ({@code States.ItemReaderFailed}) when they cannot be had
     */
    JsonNode read() throws StateFailure, InterruptedException {
        if (reader == null || readerArguments == null) {
            return JsonNodeFactory.instance.arrayNode();
        }
        if (maxItems < 0) {
            throw StateFailure.of(READER_FAILED, "field MaxItems must be positive");
        }
        JsonNode answer = call(reader.resource(), readerArguments, READER_FAILED);
        List<JsonNode> items = new ItemParser(reader.format(), READER_FAILED).parse(answer);
        List<JsonNode> taken = maxItems > 0 && maxItems < items.size() ? items.subList(0, (int) maxItems) : items;
        return JsonNodeFactory.instance.arrayNode().addAll(taken);
    }

    private JsonNode call(String resource, JsonNode arguments, String error) throws StateFailure, InterruptedException {
        TaskCall call = new TaskCall(
                resource,
                arguments,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                run.identity(),
                visit.state().name());
        try {
            return run.tasks().run(call);
        } catch (TaskFailed e) {
            throw StateFailure.of(error, e.cause());
        }
    }

    /** The inputs of the children: the items one by one, or in batches where the state asks for that. */
    List<JsonNode> batch(List<JsonNode> items) throws QueryFailure {
        if (batcher == null) {
            return items;
        }
        long mostItems = whole(batcher.maxItems(), focused, Long.MAX_VALUE);
        long mostBytes = whole(batcher.maxBytes(), focused, Step.LARGEST_DATA);
        JsonNode common =
                batcher.batchInput() == null ? null : batcher.batchInput().fill(focused);
        List<JsonNode> batches = new ArrayList<>();
        ArrayNode open = JsonNodeFactory.instance.arrayNode();
        for (JsonNode item : items) {
            boolean full = open.size() >= mostItems
                    || JsonTypes.size(open, mostBytes) + JsonTypes.size(item, mostBytes) + 1 > mostBytes;
            if (full && !open.isEmpty()) {
                batches.add(batchOf(open, common));
                open = JsonNodeFactory.instance.arrayNode();
            }
            open.add(item);
        }
        if (!open.isEmpty()) {
            batches.add(batchOf(open, common));
        }
        return batches;
    }

    private static JsonNode batchOf(ArrayNode items, @Nullable JsonNode common) {
        ObjectNode batch = JsonNodeFactory.instance.objectNode();
        if (common != null) {
            batch.set("BatchInput", common);
        }
        batch.set("Items", items);
        return batch;
    }

    /** Writes the results where the state wants them and gives the place, or gives the results themselves. */
    JsonNode write(ArrayNode results, String mapRun) throws QueryFailure, StateFailure, InterruptedException {
        if (writer == null) {
            return results;
        }
        JsonNode target = writer.arguments().fill(focused);
        String bucket = target.path("Bucket").asText();
        String folder = target.path("Prefix").asText() + "/" + mapRun.substring(mapRun.lastIndexOf(':') + 1);
        String resultsKey = folder + "/SUCCEEDED_0.json";
        put(bucket, resultsKey, results);
        ObjectNode manifest = JsonNodeFactory.instance.objectNode();
        manifest.put("DestinationBucket", bucket);
        manifest.put("MapRunArn", mapRun);
        ObjectNode file =
                manifest.putObject("ResultFiles").putArray("SUCCEEDED").addObject();
        file.put("Key", resultsKey);
        file.put("Size", results.toString().length());
        put(bucket, folder + "/manifest.json", manifest);
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("MapRunArn", mapRun);
        answer.putObject("ResultWriterDetails").put("Bucket", bucket).put("Key", folder + "/manifest.json");
        return answer;
    }

    private void put(String bucket, String key, JsonNode body) throws StateFailure, InterruptedException {
        if (writer != null) {
            ObjectNode arguments = JsonNodeFactory.instance.objectNode();
            arguments.put("Bucket", bucket).put("Key", key).put("Body", body.toString());
            call(writer.resource(), arguments, WRITER_FAILED);
        }
    }
}
