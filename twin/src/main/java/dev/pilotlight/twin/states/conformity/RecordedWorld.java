package dev.pilotlight.twin.states.conformity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.pilotlight.twin.states.TaskCall;
import dev.pilotlight.twin.states.TaskFailed;
import dev.pilotlight.twin.states.TaskRunner;
import dev.pilotlight.twin.time.Timeline;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The functions and objects a case needs, doing what the recorded ones did. */
final class RecordedWorld implements TaskRunner {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FUNCTION = "arn:aws:lambda:us-east-1:111111111111:function:";

    private final JsonNode functions;
    private final JsonNode objects;
    private final Timeline timeline;
    private final RandomGenerator random;

    RecordedWorld(JsonNode recorded, Timeline timeline, RandomGenerator random) {
        this.functions = recorded.path("lambda");
        this.objects = recorded.path("s3");
        this.timeline = timeline;
        this.random = random;
    }

    @Override
    public JsonNode run(TaskCall call) throws TaskFailed, InterruptedException {
        String resource = call.resource();
        if (resource.startsWith("arn:aws:lambda:")) {
            return invoke(resource, call.arguments(), false);
        }
        if (resource.startsWith("arn:aws:states:::lambda:invoke")) {
            return invokeByName(call.arguments());
        }
        if (resource.startsWith("arn:aws:states:::aws-sdk:lambda:invoke")) {
            return asText(invokeByName(call.arguments()));
        }
        if (resource.equals("arn:aws:states:::s3:getObject")) {
            return object(call.arguments());
        }
        if (resource.equals("arn:aws:states:::s3:listObjectsV2")) {
            return listing(call.arguments());
        }
        if (resource.equals("arn:aws:states:::s3:putObject")) {
            return JsonNodeFactory.instance.objectNode();
        }
        throw new TaskFailed("States.TaskFailed", "The case has no " + resource);
    }

    private ObjectNode invokeByName(JsonNode arguments) throws TaskFailed, InterruptedException {
        JsonNode payload = invoke(arguments.path("FunctionName").asText(), event(arguments.get("Payload")), true);
        ObjectNode response = JsonNodeFactory.instance.objectNode();
        response.put("ExecutedVersion", "$LATEST");
        response.set("Payload", payload);
        response.putObject("SdkHttpMetadata").put("HttpStatusCode", 200);
        response.putObject("SdkResponseMetadata").put("RequestId", uuid());
        response.put("StatusCode", 200);
        return response;
    }

    /** The plain call of the SDK gives the payload as the text it was sent as. */
    private static JsonNode asText(ObjectNode response) {
        return response.put("Payload", response.path("Payload").toString());
    }

    /** A text payload is the JSON text of the event. */
    private static JsonNode event(@Nullable JsonNode payload) {
        if (payload == null || payload.isNull()) {
            return JsonNodeFactory.instance.objectNode();
        }
        try {
            return payload.isTextual() ? JSON.readTree(payload.textValue()) : payload;
        } catch (JsonProcessingException e) {
            return payload;
        }
    }

    private JsonNode invoke(String nameOrArn, JsonNode event, boolean byName) throws TaskFailed, InterruptedException {
        String name = name(nameOrArn);
        JsonNode behaviour = functions.path(name);
        if (behaviour.isMissingNode()) {
            throw new TaskFailed(
                    "Lambda.ResourceNotFoundException",
                    "Function not found: " + FUNCTION + name + ":$LATEST (Service: AWSLambda; Status Code: 404;"
                            + " Error Code: ResourceNotFoundException; Request ID: " + uuid() + "; Proxy: null)");
        }
        return behave(behaviour, event, byName);
    }

    /** The function's name in an ARN, a partial ARN or a name, each with or without a version or alias. */
    private static String name(String nameOrArn) {
        int ofName = nameOrArn.lastIndexOf(":function:");
        String name = ofName < 0 ? nameOrArn : nameOrArn.substring(ofName + ":function:".length());
        int qualifier = name.indexOf(':');
        return qualifier < 0 ? name : name.substring(0, qualifier);
    }

    private JsonNode behave(JsonNode behaviour, JsonNode event, boolean compact)
            throws TaskFailed, InterruptedException {
        return switch (behaviour.path("kind").asText()) {
            case "echo" -> event;
            case "const" -> behaviour.path("value");
            case "repeat" ->
                TextNode.valueOf(behaviour
                        .path("text")
                        .asText()
                        .repeat(behaviour.path("count").asInt()));
            case "prefix" -> TextNode.valueOf(behaviour.path("prefix").asText() + PythonText.of(event));
            case "sleep" -> {
                timeline.sleep(Duration.ofSeconds(behaviour.path("seconds").asLong()));
                yield behave(behaviour.path("then"), event, compact);
            }
            case "fail" -> throw failure(behaviour, compact);
            default -> throw new IllegalArgumentException("unknown behaviour: " + behaviour);
        };
    }

    /** The error of a Python handler; the two ways to call a function space its JSON differently. */
    private TaskFailed failure(JsonNode behaviour, boolean compact) {
        String type = behaviour.path("errorType").asText();
        String message = behaviour.path("errorMessage").asText();
        boolean plain = !message.isEmpty();
        String raise = "    raise " + type + (plain ? "(\"" + message + "\")" : "()") + "\n";
        ObjectNode cause = JsonNodeFactory.instance.objectNode();
        cause.put("errorMessage", message);
        cause.put("errorType", type);
        cause.put("requestId", uuid());
        cause.putArray("stackTrace")
                .add("  File \"/var/task/handler.py\", line " + (plain ? 2 : 9) + ", in handler\n" + raise);
        return new TaskFailed(type, compact ? cause.toString() : PythonText.json(cause));
    }

    private JsonNode object(JsonNode arguments) throws TaskFailed {
        for (JsonNode object : objects) {
            if (object.path("bucket").equals(arguments.path("Bucket"))
                    && object.path("key").equals(arguments.path("Key"))) {
                return JsonNodeFactory.instance.objectNode().set("Body", object.path("body"));
            }
        }
        throw new TaskFailed("S3.NoSuchKeyException", "The specified key does not exist.");
    }

    private JsonNode listing(JsonNode arguments) {
        ObjectNode listing = JsonNodeFactory.instance.objectNode();
        ArrayNode contents = listing.putArray("Contents");
        for (JsonNode object : byKey()) {
            String key = object.path("key").asText();
            if (object.path("bucket").equals(arguments.path("Bucket"))
                    && key.startsWith(arguments.path("Prefix").asText())) {
                byte[] body = object.path("body").asText().getBytes(StandardCharsets.UTF_8);
                contents.addObject()
                        .put("Etag", '"' + md5(body) + '"')
                        .put("Key", key)
                        .put("LastModified", timeline.now().getEpochSecond())
                        .put("Size", body.length)
                        .put("StorageClass", "STANDARD");
            }
        }
        return listing;
    }

    /** As S3 lists them. */
    private List<JsonNode> byKey() {
        return objects.valueStream()
                .sorted(Comparator.comparing(object -> object.path("key").asText()))
                .toList();
    }

    private static String md5(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }

    private String uuid() {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }
}
