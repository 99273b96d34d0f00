package dev.pilotlight.twin.service.cloudwatch;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.twin.wire.AwsError;
import dev.pilotlight.twin.wire.JsonParameters;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What several requests have in common. */
final class Requests {
    private static final Set<String> DIMENSION = Set.of("Name", "Value");

    private Requests() {}

    /** Members {@code Namespace}, {@code MetricName} and {@code Dimensions}. */
    static Metric metric(JsonParameters input) {
        return metric(input.required("Namespace"), input);
    }

    /** Members {@code MetricName} and {@code Dimensions}, in a namespace that stands elsewhere. */
    static Metric metric(String namespace, JsonParameters input) {
        try {
            return Metric.of(namespace, input.required("MetricName"), dimensions(input));
        } catch (IllegalArgumentException e) {
            throw invalid(String.valueOf(e.getMessage()));
        }
    }

    static Map<String, String> dimensions(JsonParameters input) {
        Map<String, String> dimensions = new TreeMap<>();
        input.structures("Dimensions").forEach(dimension -> {
            dimension.only("Dimension", DIMENSION);
            dimensions.put(dimension.required("Name"), dimension.required("Value"));
        });
        return dimensions;
    }

    /** A period of data: 1, 5, 10, 20 or 30 seconds, or whole minutes. */
    static Duration period(JsonParameters input) {
        int seconds = input.integer("Period").orElseThrow(() -> missing("Period"));
        if (seconds <= 0 || (seconds % 60 != 0 && !Set.of(1, 5, 10, 20, 30).contains(seconds))) {
            throw invalid("The parameter Period must be 1, 5, 10, 20, 30 or a multiple of 60");
        }
        return Duration.ofSeconds(seconds);
    }

    static Instant time(JsonParameters input, String name) {
        return input.time(name).orElseThrow(() -> missing(name));
    }

    static void describe(Metric metric, ObjectNode node) {
        node.put("Namespace", metric.namespace()).put("MetricName", metric.name());
        ArrayNode dimensions = node.putArray("Dimensions");
        metric.dimensions()
                .forEach((name, value) ->
                        dimensions.addObject().put("Name", name).put("Value", value));
    }

    static AwsError invalid(String message) {
        return AwsError.badRequest("InvalidParameterValueException", message);
    }

    static AwsError contradiction(String message) {
        return AwsError.badRequest("InvalidParameterCombinationException", message);
    }

    static AwsError missing(String name) {
        return AwsError.badRequest("MissingRequiredParameterException", "The parameter " + name + " is required.");
    }
}
