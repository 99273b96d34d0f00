package dev.pilotlight.twin.states;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.twin.states.language.Iteration.ResultWriter;
import dev.pilotlight.twin.states.language.Iteration.Shape;
import dev.pilotlight.twin.states.query.QueryFailure;
import dev.pilotlight.twin.states.query.Scope;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** What a Distributed Map makes of its children's results: its own result, or files and where they lie. */
final class Results {
    private static final String FAILED = "States.ResultWriterFailed";
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Storage storage;
    private final @Nullable ResultWriter writer;
    private final Scope focused;

    Results(Storage storage, @Nullable ResultWriter writer, Scope focused) {
        this.storage = storage;
        this.writer = writer;
        this.focused = focused;
    }

    /**
     * The state's result.
     *
     * @throws StateFailure ({@code States.ResultWriterFailed}) when files cannot be written
     */
    JsonNode of(List<Child> children, String mapRun) throws QueryFailure, StateFailure, InterruptedException {
        if (writer == null) {
            return shaped(children, Shape.COMPACT);
        }
        if (writer.resource() == null) {
            return shaped(children, writer.shape());
        }
        return write(children, mapRun, writer, writer.resource());
    }

    private static ArrayNode shaped(List<Child> children, Shape shape) {
        ArrayNode results = NODES.arrayNode(children.size());
        for (Child child : children) {
            switch (shape) {
                case WHOLE -> results.add(child.told());
                case COMPACT -> results.add(child.output());
                case FLATTEN -> flatten(child.output(), results);
            }
        }
        return results;
    }

    private static void flatten(JsonNode output, ArrayNode results) {
        if (output.isArray()) {
            output.forEach(results::add);
        } else {
            results.add(output);
        }
    }

    private JsonNode write(List<Child> children, String mapRun, ResultWriter files, String resource)
            throws QueryFailure, StateFailure, InterruptedException {
        JsonNode target = files.arguments().fill(focused);
        String bucket = target.path("Bucket").asText();
        String prefix = target.path("Prefix").asText();
        String folder = (prefix.isEmpty() ? "" : prefix + "/") + mapRun.substring(mapRun.lastIndexOf(':') + 1);
        ObjectNode manifest = NODES.objectNode();
        manifest.put("DestinationBucket", bucket);
        manifest.put("MapRunArn", mapRun);
        ObjectNode listed = manifest.putObject("ResultFiles");
        for (String status : List.of("FAILED", "PENDING", "SUCCEEDED")) {
            ArrayNode list = listed.putArray(status);
            List<Child> of = children.stream()
                    .filter(child -> status.equals(child.failed() ? "FAILED" : "SUCCEEDED"))
                    .toList();
            if (!of.isEmpty()) {
                String key = folder + "/" + status + "_0." + (files.lines() ? "jsonl" : "json");
                String text = text(shaped(of, files.shape()), files.lines());
                put(resource, bucket, key, text);
                list.addObject().put("Key", key).put("Size", text.getBytes(StandardCharsets.UTF_8).length);
            }
        }
        put(resource, bucket, folder + "/manifest.json", manifest.toString());
        ObjectNode answer = NODES.objectNode();
        answer.put("MapRunArn", mapRun);
        answer.putObject("ResultWriterDetails").put("Bucket", bucket).put("Key", folder + "/manifest.json");
        return answer;
    }

    private static String text(ArrayNode results, boolean lines) {
        return lines
                ? StreamSupport.stream(results.spliterator(), false)
                        .map(JsonNode::toString)
                        .collect(Collectors.joining("\n"))
                : results.toString();
    }

    private void put(String resource, String bucket, String key, String body)
            throws StateFailure, InterruptedException {
        ObjectNode arguments = NODES.objectNode();
        arguments.put("Bucket", bucket).put("Key", key).put("Body", body);
        storage.call(resource, arguments, FAILED);
    }
}
