package dev.pilotlight.twin.world;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.pilotlight.twin.service.lambda.Answer;
import dev.pilotlight.twin.service.lambda.Functions;
import dev.pilotlight.twin.states.TaskCall;
import dev.pilotlight.twin.states.TaskFailed;
import dev.pilotlight.twin.states.TaskRunner;

/** Task states whose resource is the ARN of a function, which is how all machines of this project are written. */
final class LambdaTasks implements TaskRunner {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String FUNCTION = ":function:";

    private final Functions functions;

    LambdaTasks(Functions functions) {
        this.functions = functions;
    }

    @Override
    public JsonNode run(TaskCall call) throws TaskFailed, InterruptedException {
        int name = call.resource().indexOf(FUNCTION);
        if (name < 0) {
            throw new TaskFailed("States.Runtime", "the resource " + call.resource() + " is not modelled by the twin");
        }
        String function = call.resource().substring(name + FUNCTION.length());
        Answer answer = functions
                .invoke(function, call.arguments().toString())
                .orElseThrow(() ->
                        new TaskFailed("Lambda.ResourceNotFoundException", "Function not found: " + call.resource()));
        return switch (answer) {
            case Answer.Returned returned -> parsed(returned.payload());
            case Answer.Failed failed -> throw new TaskFailed(failed.errorType(), cause(failed));
        };
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
