package dev.pilotlight.twin.world;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.twin.service.lambda.Answer;
import dev.pilotlight.twin.service.lambda.Functions;
import dev.pilotlight.twin.states.TaskCall;
import dev.pilotlight.twin.states.TaskFailed;
import dev.pilotlight.twin.states.TaskRunner;
import java.util.Optional;

/**
 * Task states whose resource is the ARN of a function, and those that invoke one and wait for somebody to return the
 * token.
 */
final class LambdaTasks implements TaskRunner {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String FUNCTION = ":function:";
    private static final String INVOKE = "arn:aws:states:::lambda:invoke";
    private static final String INVOKE_AND_WAIT = INVOKE + ".waitForTaskToken";

    private final Functions functions;
    private final ServiceTasks services;

    /** @param services whatever is no function */
    LambdaTasks(Functions functions, ServiceTasks services) {
        this.functions = functions;
        this.services = services;
    }

    @Override
    public JsonNode run(TaskCall call) throws TaskFailed, InterruptedException {
        if (call.arguments().path("InvocationType").asText().equals("Event")
                && call.resource().equals(INVOKE)) {
            return accepted(call.arguments());
        }
        if (call.resource().equals(INVOKE) || call.resource().equals(INVOKE_AND_WAIT)) {
            return response(invoked(
                    call.arguments().path("FunctionName").asText(),
                    call.arguments().path("Payload")));
        }
        Optional<JsonNode> result = services.run(call);
        return result.isPresent() ? result.get() : invoked(call.resource(), call.arguments());
    }

    /** Nobody waits for the answer of such an invocation. */
    private JsonNode accepted(JsonNode arguments) throws TaskFailed {
        String name = name(arguments.path("FunctionName").asText());
        if (!functions.isDeployed(name)) {
            throw new TaskFailed("Lambda.ResourceNotFoundException", "Function not found: " + name);
        }
        functions.invokeLater(name, arguments.path("Payload").toString());
        return JsonNodeFactory.instance.objectNode().put("Payload", "").put("StatusCode", 202);
    }

    private JsonNode invoked(String arn, JsonNode payload) throws TaskFailed, InterruptedException {
        Answer answer = functions
                .invoke(name(arn), payload.toString())
                .orElseThrow(() -> new TaskFailed("Lambda.ResourceNotFoundException", "Function not found: " + arn));
        return switch (answer) {
            case Answer.Returned returned -> parsed(returned.payload());
            case Answer.Failed failed -> throw new TaskFailed(failed.errorType(), cause(failed));
        };
    }

    private static String name(String arn) throws TaskFailed {
        int name = arn.indexOf(FUNCTION);
        if (name < 0) {
            throw new TaskFailed("States.Runtime", "the resource " + arn + " is not modelled by the twin");
        }
        return arn.substring(name + FUNCTION.length());
    }

    /** What the optimized integration makes of a function's answer. */
    private static JsonNode response(JsonNode payload) {
        ObjectNode response = JsonNodeFactory.instance.objectNode().put("ExecutedVersion", "$LATEST");
        response.set("Payload", payload);
        return response.put("StatusCode", 200);
    }

    private static String cause(Answer.Failed failed) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("errorMessage", failed.message())
                .put("errorType", failed.errorType())
                .toString();
    }

    private static JsonNode parsed(String payload) throws TaskFailed {
        try {
            return JSON.readTree(payload);
        } catch (JacksonException e) {
            throw new TaskFailed("Lambda.Unknown", "the function's answer is not JSON: " + e.getOriginalMessage());
        }
    }
}
