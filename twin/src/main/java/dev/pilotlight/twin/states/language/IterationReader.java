package dev.pilotlight.twin.states.language;

import dev.pilotlight.twin.states.language.Diagnostic.Code;
import dev.pilotlight.twin.states.language.Iteration.Distribution;
import dev.pilotlight.twin.states.language.Iteration.ItemBatcher;
import dev.pilotlight.twin.states.language.Iteration.ItemReader;
import dev.pilotlight.twin.states.language.Iteration.ResultWriter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what a Map state does for each item. */
final class IterationReader {
    private static final int LONGEST_LABEL = 40;
    private static final int MOST_BYTES_IN_BATCH = 256 * 1024;
    private static final Pattern FORBIDDEN_IN_LABEL =
            Pattern.compile("[\\s?*<>{}\\[\\]:;,\\\\|^~$#%&`\"\\x00-\\x1f\\x7f-\\x9f]");

    private final ObjectReader map;
    private final Dialect dialect;
    private final GraphReader graphs;

    IterationReader(ObjectReader map, Dialect dialect, GraphReader graphs) {
        this.map = map;
        this.dialect = dialect;
        this.graphs = graphs;
    }

    Iteration read() {
        map.exclude("Iterator", "ItemProcessor");
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
                dialect.number(map, "MaxConcurrency", Bounds.from(0)));
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
                dialect.number(map, "ToleratedFailureCount", Bounds.from(0)),
                dialect.number(map, "ToleratedFailurePercentage", Bounds.percentage()));
    }

    private @Nullable String label() {
        String label = map.text("Label");
        if (label == null) {
            return null;
        }
        if (label.isEmpty()) {
            map.refuse(Code.INVALID_LABEL_NAME, "Label", "Label cannot be empty");
        }
        if (label.length() > LONGEST_LABEL) {
            map.refuse(Code.INVALID_LABEL_NAME, "Label", "Label cannot exceed " + LONGEST_LABEL + " characters");
        }
        var forbidden = FORBIDDEN_IN_LABEL.matcher(label);
        if (forbidden.find()) {
            map.refuse(
                    Code.INVALID_LABEL_NAME, "Label", "Label contains invalid character: '" + forbidden.group() + "'");
        }
        if (!graphs.isNewLabel(label)) {
            map.refuse(Code.DUPLICATE_LABEL_NAME, "Label", "Duplicate Label: " + label);
        }
        return label;
    }

    private @Nullable ItemReader itemReader() {
        ObjectReader reader = map.object("ItemReader");
        return reader == null ? null : new DatasetReader(reader, dialect).read();
    }

    private @Nullable ItemBatcher itemBatcher() {
        ObjectReader batcher = map.object("ItemBatcher");
        if (batcher == null) {
            return null;
        }
        FieldNames.refuseForeign(
                batcher, dialect.language(), Set.of(), Set.of("MaxItemsPerBatchPath", "MaxInputBytesPerBatchPath"));
        return new ItemBatcher(
                dialect.number(batcher, "MaxItemsPerBatch", Bounds.from(0)),
                dialect.number(batcher, "MaxInputBytesPerBatch", Bounds.between(0, MOST_BYTES_IN_BATCH)),
                dialect.template(batcher, "BatchInput"));
    }

    private @Nullable ResultWriter resultWriter() {
        ObjectReader writer = map.object("ResultWriter");
        if (writer == null) {
            return null;
        }
        FieldNames.refuseForeign(writer, dialect.language(), Set.of("Arguments"), Set.of("Parameters"));
        boolean exports = writer.has("Resource");
        ObjectReader config = writer.object("WriterConfig");
        if (!exports && config == null) {
            writer.refuse("A ResultWriter needs a Resource or a WriterConfig");
        }
        String shape = config == null ? "NONE" : config.text("Transformation", exports ? "NONE" : "COMPACT");
        String type = config == null ? "JSON" : config.text("OutputType", "JSON");
        if (config != null) {
            requireOneOf(config, "Transformation", shape, "NONE", "COMPACT", "FLATTEN");
            requireOneOf(config, "OutputType", type, "JSON", "JSONL");
        }
        return new ResultWriter(
                exports ? writer.text("Resource") : null,
                dialect.callArguments(writer),
                Iteration.Shape.named(shape),
                type.equals("JSONL"));
    }

    private static void requireOneOf(ObjectReader object, String field, String value, String... known) {
        if (!List.of(known).contains(value)) {
            object.refuse(field, "The " + field + " '" + value + "' is not one of " + List.of(known));
        }
    }
}
