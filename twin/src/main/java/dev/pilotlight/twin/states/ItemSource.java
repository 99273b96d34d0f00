package dev.pilotlight.twin.states;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.pilotlight.twin.states.language.ItemFormat;
import dev.pilotlight.twin.states.language.Iteration.ItemReader;
import dev.pilotlight.twin.states.language.NumberField;
import dev.pilotlight.twin.states.query.QueryFailure;
import dev.pilotlight.twin.states.query.Scope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Where the items of a Distributed Map are read from. */
final class ItemSource {
    static final String FAILED = "States.ItemReaderFailed";
    private static final String GET_OBJECT = "arn:aws:states:::s3:getObject";
    private static final ItemFormat.Text ADDRESSES = new ItemFormat.Csv(List.of("address"), ',');

    private final Storage storage;
    private final ItemReader reader;
    private final JsonNode arguments;
    private final long maxItems;

    /** Answers the reader's queries; what is wrong with them is the state's failure, not the reader's. */
    ItemSource(Storage storage, ItemReader reader, Scope focused) throws QueryFailure {
        this.storage = storage;
        this.reader = reader;
        this.arguments = reader.arguments().fill(focused);
        NumberField limit = reader.maxItems();
        this.maxItems = limit == null ? 0 : limit.readWhole(focused);
    }

    /**
     * Reads the items.
     *
     * @throws StateFailure ({@code States.ItemReaderFailed}) when they cannot be had
     */
    List<Item> read() throws StateFailure, InterruptedException {
        if (maxItems < 0) {
            throw StateFailure.of(FAILED, "field MaxItems must be positive");
        }
        JsonNode answer = storage.call(reader.resource(), arguments, FAILED);
        List<Item> items = items(answer);
        return maxItems > 0 && maxItems < items.size() ? items.subList(0, (int) maxItems) : items;
    }

    private List<Item> items(JsonNode answer) throws StateFailure, InterruptedException {
        String bucket = arguments.path("Bucket").asText();
        String key = arguments.path("Key").asText();
        return switch (reader.format()) {
            case ItemFormat.Text text -> parsed(answer, text, bucket, key);
            case ItemFormat.Listing() -> from(ItemParser.elements(answer.path("Contents"), FAILED), "S3://" + bucket);
            case ItemFormat.FlattenedListing(ItemFormat.Text text) -> flattened(answer, text, bucket);
            case ItemFormat.Inventory() -> inventory(answer);
            case ItemFormat.Manifest(ItemFormat.Text text) -> manifest(answer, text);
        };
    }

    private static List<Item> from(List<JsonNode> values, String source) {
        return values.stream().map(value -> new Item(value, source)).toList();
    }

    private static List<Item> parsed(JsonNode object, ItemFormat.Text format, String bucket, String key)
            throws StateFailure {
        String body = object.path("Body").asText();
        return from(new ItemParser(format, FAILED).parse(body), "S3://" + bucket + "/" + key);
    }

    private List<Item> objectAt(String bucket, String key, ItemFormat.Text format)
            throws StateFailure, InterruptedException {
        JsonNode place =
                JsonNodeFactory.instance.objectNode().put("Bucket", bucket).put("Key", key);
        return parsed(storage.call(GET_OBJECT, place, FAILED), format, bucket, key);
    }

    private List<Item> flattened(JsonNode listing, ItemFormat.Text format, String bucket)
            throws StateFailure, InterruptedException {
        List<Item> items = new ArrayList<>();
        for (JsonNode entry : ItemParser.elements(listing.path("Contents"), FAILED)) {
            items.addAll(objectAt(bucket, entry.path("Key").asText(), format));
        }
        return items;
    }

    /** The manifest names the columns of its files, which have no first row for that. */
    private List<Item> inventory(JsonNode answer) throws StateFailure, InterruptedException {
        JsonNode manifest = ItemParser.json(answer.path("Body").asText(), FAILED);
        if (!manifest.path("fileFormat").asText().equals("CSV")) {
            throw StateFailure.of(FAILED, "The inventory's files are not CSV.");
        }
        String[] columns = manifest.path("fileSchema").asText().split(",", -1);
        List<String> headers = Arrays.stream(columns).map(String::strip).toList();
        String bucket = manifest.path("destinationBucket").asText().replaceFirst("^arn:[a-z-]+:s3:::", "");
        List<Item> items = new ArrayList<>();
        for (JsonNode file : manifest.path("files")) {
            items.addAll(objectAt(bucket, file.path("key").asText(), new ItemFormat.Csv(headers, ',')));
        }
        return items;
    }

    private List<Item> manifest(JsonNode answer, ItemFormat.Text format) throws StateFailure, InterruptedException {
        List<Item> items = new ArrayList<>();
        for (JsonNode row :
                new ItemParser(ADDRESSES, FAILED).parse(answer.path("Body").asText())) {
            String address = row.path("address").asText().replaceFirst("^[sS]3://", "");
            int slash = address.indexOf('/');
            if (slash < 0) {
                throw StateFailure.of(FAILED, "The manifest has a line that is not the address of an object.");
            }
            items.addAll(objectAt(address.substring(0, slash), address.substring(slash + 1), format));
        }
        return items;
    }
}
