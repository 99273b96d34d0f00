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

    /**
     * What becomes of the results.
     *
     * @param resource the call that writes them, for instance {@code arn:aws:states:::s3:putObject}; null when they are
     *     the state's result
     * @param arguments what it is called with
     * @param lines whether files hold one JSON value a line, instead of an array
     * @see <a
     *     href="https://docs.aws.amazon.com/step-functions/latest/dg/input-output-resultwriter.html">ResultWriter</a>
     */
    public record ResultWriter(@Nullable String resource, Template arguments, Shape shape, boolean lines) {}

    /** What is told of each child: {@code Transformation}. */
    public enum Shape {
        /** Its output, and when and how it ran: {@code NONE}. */
        WHOLE,
        /** Its output. */
        COMPACT,
        /** Its output; the elements of one that is an array. */
        FLATTEN;

        static Shape named(String transformation) {
            return switch (transformation) {
                case "COMPACT" -> COMPACT;
                case "FLATTEN" -> FLATTEN;
                default -> WHOLE;
            };
        }
    }
}
