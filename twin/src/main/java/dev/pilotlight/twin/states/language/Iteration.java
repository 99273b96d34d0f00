package dev.pilotlight.twin.states.language;

import dev.pilotlight.twin.states.query.Template;
import org.jspecify.annotations.Nullable;

/**
 * What a Map state does for each of its items.
 *
 * @param processor the states each item goes through
 * @param distributed set when every item is a child execution of its own
 * @param items the items; null when they are read from elsewhere
 * @param selector what each iteration gets instead of the item; null for the item itself
 * @param maxConcurrency how many iterations at once; null or 0 for no limit
 */
public record Iteration(
        StateGraph processor,
        @Nullable Distribution distributed,
        @Nullable ArrayField items,
        @Nullable Template selector,
        @Nullable NumberField maxConcurrency) {

    /**
     * How a Distributed Map differs.
     *
     * @param label the name in the ARN of the map run
     * @param toleratedCount how many items may fail; null for none
     * @param toleratedPercentage which share of the items may fail, in percent; null for none
     */
    public record Distribution(
            @Nullable String label,
            MachineType childType,
            @Nullable ItemReader reader,
            @Nullable ItemBatcher batcher,
            @Nullable ResultWriter writer,
            @Nullable NumberField toleratedCount,
            @Nullable NumberField toleratedPercentage) {}

    /**
     * Where the items are read from.
     *
     * @param resource the call that reads, for instance {@code arn:aws:states:::s3:getObject}
     * @param arguments what it is called with
     * @param format how its answer is read
     * @param maxItems how many items are taken; null or 0 for all
     */
    public record ItemReader(
            String resource,
            Template arguments,
            ItemFormat format,
            @Nullable NumberField maxItems) {}

    /** Items put together, so that one child execution works on several. */
    public record ItemBatcher(
            @Nullable NumberField maxItems,
            @Nullable NumberField maxBytes,
            @Nullable Template batchInput) {}

    /** Where the results are written to, instead of being the state's result. */
    public record ResultWriter(String resource, Template arguments) {}
}
