package dev.pilotlight.twin.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.twin.service.XmlNode;
import dev.pilotlight.twin.states.TaskCall;
import dev.pilotlight.twin.states.TaskFailed;
import dev.pilotlight.twin.wire.Front;
import dev.pilotlight.twin.wire.HttpRequest;
import dev.pilotlight.twin.wire.HttpResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Task states that call a service of the twin: the <a
 * href="https://docs.aws.amazon.com/step-functions/latest/dg/integrate-optimized.html">optimized integrations</a> of
 * DynamoDB, EventBridge, SNS and Step Functions, and <a
 * href="https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html">{@code aws-sdk}</a> for
 * the services that speak JSON. Each is a signed request through the twin's front, in the machine's own Region.
 */
final class ServiceTasks {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern RESOURCE =
            Pattern.compile("arn:aws:states:::(aws-sdk:)?([a-z0-9]+):([a-zA-Z]+)(\\.sync(?::2)?)?");
    private static final Map<String, Target> OPTIMIZED = Map.of(
            "dynamodb", new Target("dynamodb", "DynamoDB_20120810", "DynamoDB", false),
            "events", new Target("events", "AWSEvents", "EventBridge", false),
            "states", new Target("states", "AWSStepFunctions", "StepFunctions", true));
    private static final Map<String, Target> SDK = Map.of(
            "dynamodb", new Target("dynamodb", "DynamoDB_20120810", "DynamoDb", false),
            "eventbridge", new Target("events", "AWSEvents", "EventBridge", false),
            "secretsmanager", new Target("secretsmanager", "secretsmanager", "SecretsManager", false),
            "sfn", new Target("states", "AWSStepFunctions", "Sfn", true),
            "ssm", new Target("ssm", "AmazonSSM", "Ssm", false));
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Supplier<Front> front;

    /** @param front the way to the services, which comes to be after the machines */
    ServiceTasks(Supplier<Front> front) {
        this.front = front;
    }

    /**
     * Where the calls of an integration go.
     *
     * @param signing the service's name in the credential scope
     * @param prefix of {@code X-Amz-Target}
     * @param error what stands before an error's name
     * @param lowerCase whether the service's own members begin with a small letter; a state machine's never do
     */
    private record Target(String signing, String prefix, String error, boolean lowerCase) {}

    /** The result of a call; empty when the resource is none that is modelled. */
    Optional<JsonNode> run(TaskCall call) throws TaskFailed, InterruptedException {
        Matcher resource = RESOURCE.matcher(call.resource());
        if (!resource.matches()) {
            return Optional.empty();
        }
        String operation = capital(resource.group(3));
        boolean optimized = resource.group(1) == null;
        if (optimized && resource.group(2).equals("sns") && operation.equals("Publish")) {
            return Optional.of(published(call));
        }
        Target target = (optimized ? OPTIMIZED : SDK).get(resource.group(2));
        if (target == null) {
            return Optional.empty();
        }
        ObjectNode answer = called(target, operation, call, call.arguments());
        return Optional.of(resource.group(4) == null ? answer : ended(target, call, answer, resource.group(4)));
    }

    private ObjectNode called(Target target, String operation, TaskCall call, JsonNode arguments)
            throws TaskFailed, InterruptedException {
        Map<String, String> headers = new TreeMap<>();
        headers.put("content-type", "application/x-amz-json-1.0");
        headers.put("x-amz-target", target.prefix() + "." + operation);
        HttpResponse response = sent(target.signing(), headers, sentBody(target, arguments), call);
        JsonNode body = read(response);
        if (response.status() >= 300) {
            String type = body.path("__type").asText();
            throw new TaskFailed(
                    target.error() + "." + type.substring(type.indexOf('#') + 1),
                    body.path("message").asText());
        }
        return target.lowerCase() ? capitalized(body) : (ObjectNode) body;
    }

    /** A nested execution, watched until it ends; when its parent is stopped it is stopped as well. */
    private JsonNode ended(Target target, TaskCall call, ObjectNode started, String sync)
            throws TaskFailed, InterruptedException {
        ObjectNode which = JsonNodeFactory.instance.objectNode().set("ExecutionArn", started.path("ExecutionArn"));
        try {
            ObjectNode description = called(target, "DescribeExecution", call, which);
            while (description.path("Status").asText().equals("RUNNING")) {
                front.get().timeline().sleep(LOOK);
                description = called(target, "DescribeExecution", call, which);
            }
            if (!description.path("Status").asText().equals("SUCCEEDED")) {
                throw new TaskFailed("States.TaskFailed", description.toString());
            }
            if (sync.endsWith(":2")) {
                description.set(
                        "Output", JSON.readTree(description.path("Output").asText()));
            }
            return description;
        } catch (InterruptedException stopped) {
            called(target, "StopExecution", call, which);
            throw stopped;
        } catch (IOException e) {
            throw new IllegalStateException("an execution's output is not JSON", e);
        }
    }

    private JsonNode published(TaskCall call) throws TaskFailed, InterruptedException {
        Map<String, String> form = new TreeMap<>();
        form.put("Action", "Publish");
        call.arguments().properties().forEach(entry -> form.put(entry.getKey(), text(entry.getValue())));
        String body = form.entrySet().stream()
                .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
                .collect(Collectors.joining("&"));
        Map<String, String> headers = new TreeMap<>(Map.of("content-type", "application/x-www-form-urlencoded"));
        HttpResponse response = sent("sns", headers, body, call);
        XmlNode answer = XmlNode.parse(response.body()).children().getFirst();
        if (response.status() >= 300) {
            String code = answer.text("Code").orElse("");
            throw new TaskFailed(
                    "SNS." + (code.endsWith("Exception") ? code : code + "Exception"),
                    answer.text("Message").orElse(""));
        }
        return JsonNodeFactory.instance
                .objectNode()
                .put("MessageId", answer.text("MessageId").orElse(""));
    }

    private HttpResponse sent(String service, Map<String, String> headers, String body, TaskCall call)
            throws TaskFailed, InterruptedException {
        headers.put(
                "authorization",
                "AWS4-HMAC-SHA256 Credential=" + call.execution().stateMachineName() + "/20260101/"
                        + call.execution().region() + "/" + service + "/aws4_request, SignedHeaders=host, Signature=0");
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        try {
            return front.get().handle(new HttpRequest("POST", "127.0.0.1", "/", "", headers, bytes));
        } catch (IOException e) {
            throw new TaskFailed("States.TaskFailed", "no answer from " + service + ": " + e.getMessage());
        }
    }

    /** A structured {@code Input} of startExecution is sent as the text that the API wants. */
    private static String sentBody(Target target, JsonNode arguments) {
        if (!target.lowerCase() || !arguments.isObject()) {
            return arguments.toString();
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        arguments.properties().forEach(entry -> {
            String name = Character.toLowerCase(entry.getKey().charAt(0))
                    + entry.getKey().substring(1);
            JsonNode value = entry.getValue();
            body.set(name, value.isContainerNode() ? JsonNodeFactory.instance.textNode(value.toString()) : value);
        });
        return body.toString();
    }

    private static JsonNode read(HttpResponse response) {
        try {
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new IllegalStateException("a service of the twin answered something else than JSON", e);
        }
    }

    /** Step Functions' own members as a state machine sees them; times are seconds since 1970 on the wire. */
    private static ObjectNode capitalized(JsonNode body) {
        ObjectNode renamed = JsonNodeFactory.instance.objectNode();
        body.properties().forEach(entry -> {
            JsonNode value = entry.getValue();
            boolean time = entry.getKey().endsWith("Date") && value.isNumber();
            renamed.set(
                    capital(entry.getKey()),
                    time ? JsonNodeFactory.instance.textNode(iso(value.doubleValue())) : value);
        });
        return renamed;
    }

    private static String iso(double seconds) {
        return Instant.ofEpochMilli(Math.round(seconds * 1000)).toString();
    }

    private static String capital(String name) {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    private static String text(JsonNode value) {
        return value.isTextual() ? value.textValue() : value.toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
