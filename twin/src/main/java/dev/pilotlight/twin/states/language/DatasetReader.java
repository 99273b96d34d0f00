package dev.pilotlight.twin.states.language;

import dev.pilotlight.twin.states.language.Iteration.ItemReader;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads where a Distributed Map takes its items from. */
final class DatasetReader {
    private static final Map<String, Character> DELIMITERS =
            Map.of("COMMA", ',', "PIPE", '|', "SEMICOLON", ';', "SPACE", ' ', "TAB", '\t');
    private static final int LONGEST_POINTER = 2000;
    private static final int MOST_ITEMS = 100_000_000;

    private final ObjectReader reader;
    private final @Nullable ObjectReader config;
    private final Dialect dialect;

    DatasetReader(ObjectReader reader, Dialect dialect) {
        this.reader = reader;
        this.config = reader.object("ReaderConfig");
        this.dialect = dialect;
    }

    @Nullable
    ItemReader read() {
        if (!reader.requires("Resource")) {
            return null;
        }
        FieldNames.refuseForeign(reader, dialect.language(), Set.of("Arguments"), Set.of("Parameters"));
        if (config != null) {
            FieldNames.refuseForeign(config, dialect.language(), Set.of(), Set.of("MaxItemsPath"));
        }
        String resource = reader.text("Resource", "");
        return new ItemReader(
                resource,
                dialect.callArguments(reader),
                format(resource.endsWith(":listObjectsV2")),
                config == null ? null : dialect.number(config, "MaxItems", Bounds.between(0, MOST_ITEMS)));
    }

    private ItemFormat format(boolean listing) {
        if (listing) {
            return choice("Transformation", "NONE", "LOAD_AND_FLATTEN").equals("LOAD_AND_FLATTEN")
                    ? new ItemFormat.FlattenedListing(text())
                    : new ItemFormat.Listing();
        }
        String manifest = choice("ManifestType", "", "S3_INVENTORY", "ATHENA_DATA");
        if (manifest.equals("ATHENA_DATA")) {
            return new ItemFormat.Manifest(text());
        }
        boolean inventory = manifest.equals("S3_INVENTORY") || is("InputType", "MANIFEST");
        return inventory ? new ItemFormat.Inventory() : text();
    }

    private boolean is(String field, String value) {
        return config != null && value.equals(config.text(field));
    }

    private ItemFormat.Text text() {
        return switch (choice("InputType", "JSON", "CSV", "JSONL", "PARQUET", "MANIFEST")) {
            case "CSV" -> csv();
            case "JSONL" -> new ItemFormat.JsonLines();
            case "PARQUET" -> new ItemFormat.Parquet();
            default -> new ItemFormat.Json(pointer());
        };
    }

    /** What a field says, the first of these when it is absent; anything else is refused. */
    private String choice(String field, String... known) {
        String value = config == null ? known[0] : config.text(field, known[0]);
        if (config != null && !List.of(known).contains(value)) {
            config.refuse(field, "The " + field + " '" + value + "' is not one of " + List.of(known));
        }
        return value;
    }

    private String pointer() {
        String pointer = config == null ? "" : config.text("ItemsPointer", "");
        boolean valid = pointer.isEmpty() || pointer.startsWith("/");
        if (config != null && (!valid || pointer.length() >= LONGEST_POINTER)) {
            config.refuse(
                    "ItemsPointer",
                    "The ItemsPointer is not a JSON Pointer of less than " + LONGEST_POINTER + " characters");
            return "";
        }
        return pointer;
    }

    private ItemFormat.Csv csv() {
        if (config == null || !config.requires("CSVHeaderLocation")) {
            return new ItemFormat.Csv(List.of(), ',');
        }
        boolean given = choice("CSVHeaderLocation", "FIRST_ROW", "GIVEN").equals("GIVEN");
        List<String> headers = given && config.requires("CSVHeaders") ? config.texts("CSVHeaders") : List.of();
        String delimiter = choice("CSVDelimiter", "COMMA", "PIPE", "SEMICOLON", "SPACE", "TAB");
        return new ItemFormat.Csv(headers, DELIMITERS.getOrDefault(delimiter, ','));
    }
}
