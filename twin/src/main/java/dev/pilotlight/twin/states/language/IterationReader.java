package dev.pilotlight.twin.states.language;

import dev.pilotlight.twin.states.language.Iteration.Distribution;
import dev.pilotlight.twin.states.language.Iteration.ItemBatcher;
import dev.pilotlight.twin.states.language.Iteration.ItemReader;
import dev.pilotlight.twin.states.language.Iteration.ResultWriter;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what a Map state does for each item. */
final class IterationReader {
    private static final int LONGEST_LABEL = 40;
    private static final Pattern FORBIDDEN_IN_LABEL =
            Pattern.compile("[\\s?*<>{}\\[\\]:;,\\\\|^~$#%&`\"\\x00-\\x1f\\x7f-\\x9f]");
    private static final Map<String, Character> DELIMITERS =
            Map.of("COMMA", ',', "PIPE", '|', "SEMICOLON", ';', "SPACE", ' ', "TAB", '\t');

    private final ObjectReader map;
    private final Dialect dialect;
    private final GraphReader graphs;

    IterationReader(ObjectReader map, Dialect dialect, GraphReader graphs) {
        this.map = map;
        this.dialect = dialect;
        this.graphs = graphs;
    }

    Iteration read() {
        String field = map.has("Iterator") && !map.has("ItemProcessor") ? "Iterator" : "ItemProcessor";
        ObjectReader processor = map.requires(field) ? map.object(field) : null;
        ObjectReader config = processor == null ? null : processor.object("ProcessorConfig");
        boolean distributed = config != null && distributed(config);
        MachineType childType = distributed && config != null ? childType(config) : graphs.type();
        StateGraph graph = processor == null
                ? new StateGraph("", Map.of())
                : graphs.forChildren(childType).read(processor);
        if (map.has("ItemReader") && !distributed) {
            map.refuse("ItemReader", "The field 'ItemReader' needs the Mode 'DISTRIBUTED'");
        }
        return new Iteration(
                graph,
                distributed ? distribution(childType) : null,
                map.has("ItemReader") ? null : dialect.items(map),
                dialect.itemSelector(map),
                dialect.number(map, "MaxConcurrency", 0));
    }

    private static boolean distributed(ObjectReader config) {
        String mode = config.text("Mode", "INLINE");
        if (!mode.equals("INLINE") && !mode.equals("DISTRIBUTED")) {
            config.refuse("Mode", "The Mode '" + mode + "' is not one of [INLINE, DISTRIBUTED]");
        }
        return mode.equals("DISTRIBUTED");
    }

    private static MachineType childType(ObjectReader config) {
        String type = config.requires("ExecutionType") ? config.text("ExecutionType", "") : "STANDARD";
        if (!type.equals("STANDARD") && !type.equals("EXPRESS")) {
            config.refuse("ExecutionType", "The ExecutionType '" + type + "' is not one of [STANDARD, EXPRESS]");
        }
        return type.equals("EXPRESS") ? MachineType.EXPRESS : MachineType.STANDARD;
    }

    private Distribution distribution(MachineType childType) {
        return new Distribution(
                label(),
                childType,
                itemReader(),
                itemBatcher(),
                resultWriter(),
                dialect.number(map, "ToleratedFailureCount", 0),
                dialect.number(map, "ToleratedFailurePercentage", 0));
    }

    private @Nullable String label() {
        String label = map.text("Label");
        if (label == null) {
            return null;
        }
        if (label.isEmpty()) {
            map.refuse("Label", "Label cannot be empty");
        }
        if (label.length() > LONGEST_LABEL) {
            map.refuse("Label", "Label cannot exceed " + LONGEST_LABEL + " characters");
        }
        var forbidden = FORBIDDEN_IN_LABEL.matcher(label);
        if (forbidden.find()) {
            map.refuse("Label", "Label contains invalid character: '" + forbidden.group() + "'");
        }
        return label;
    }

    private @Nullable ItemReader itemReader() {
        ObjectReader reader = map.object("ItemReader");
        if (reader == null || !reader.requires("Resource")) {
            return null;
        }
        String resource = reader.text("Resource", "");
        ObjectReader config = reader.object("ReaderConfig");
        return new ItemReader(
                resource,
                dialect.callArguments(reader),
                format(resource, config),
                config == null ? null : dialect.number(config, "MaxItems", 0));
    }

    private static ItemFormat format(String resource, @Nullable ObjectReader config) {
        if (resource.contains("listObjectsV2")) {
            return new ItemFormat.Listing();
        }
        String type = config == null ? "JSON" : config.text("InputType", "JSON");
        return switch (type) {
            case "JSON" -> new ItemFormat.Json();
            case "JSONL" -> new ItemFormat.JsonLines();
            case "CSV" -> csv(config);
            case "MANIFEST", "PARQUET" -> new ItemFormat.Listing();
            default -> {
                if (config != null) {
                    config.refuse("InputType", "The InputType '" + type + "' is not known");
                }
                yield new ItemFormat.Json();
            }
        };
    }

    private static ItemFormat csv(@Nullable ObjectReader config) {
        if (config == null || !config.requires("CSVHeaderLocation")) {
            return new ItemFormat.Csv(List.of(), ',');
        }
        boolean given = config.text("CSVHeaderLocation", "").equals("GIVEN");
        List<String> headers = given && config.requires("CSVHeaders") ? config.texts("CSVHeaders") : List.of();
        return new ItemFormat.Csv(headers, DELIMITERS.getOrDefault(config.text("CSVDelimiter", "COMMA"), ','));
    }

    private @Nullable ItemBatcher itemBatcher() {
        ObjectReader batcher = map.object("ItemBatcher");
        if (batcher == null) {
            return null;
        }
        return new ItemBatcher(
                dialect.number(batcher, "MaxItemsPerBatch", 1),
                dialect.number(batcher, "MaxInputBytesPerBatch", 1),
                dialect.template(batcher, "BatchInput"));
    }

    private @Nullable ResultWriter resultWriter() {
        ObjectReader writer = map.object("ResultWriter");
        if (writer == null || !writer.has("Resource")) {
            return null;
        }
        return new ResultWriter(writer.text("Resource", ""), dialect.callArguments(writer));
    }
}
