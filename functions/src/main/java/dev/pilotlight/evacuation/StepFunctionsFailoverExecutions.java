package dev.pilotlight.evacuation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.pilotlight.aws.AwsErrors;
import dev.pilotlight.plan.PlanName;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/** Failovers as executions of a Standard state machine. */
final class StepFunctionsFailoverExecutions implements Failovers {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final SfnClient stepFunctions;
    private final String stateMachine;

    StepFunctionsFailoverExecutions(SfnClient stepFunctions, String stateMachine) {
        this.stepFunctions = stepFunctions;
        this.stateMachine = stateMachine;
    }

    @Override
    public String start(String name, PlanName plan, String reason) {
        String input = JsonNodeFactory.instance
                .objectNode()
                .put("plan", plan.value())
                .put("declared", true)
                .put("reason", reason)
                .toString();
        try {
            return stepFunctions
                    .startExecution(start ->
                            start.stateMachineArn(stateMachine).name(name).input(input))
                    .executionArn();
        } catch (ExecutionAlreadyExistsException ended) {
            return arn(name);
        } catch (SdkException failure) {
            throw AwsErrors.translate(failure);
        }
    }

    @Override
    public Optional<End> end(String execution) {
        try {
            DescribeExecutionResponse run =
                    stepFunctions.describeExecution(describe -> describe.executionArn(execution));
            if (run.status() == ExecutionStatus.RUNNING || run.status() == ExecutionStatus.PENDING_REDRIVE) {
                return Optional.empty();
            }
            return Optional.of(
                    run.status() == ExecutionStatus.SUCCEEDED ? end(run) : new End("NEEDS_HUMAN", false, ""));
        } catch (SdkException failure) {
            throw AwsErrors.translate(failure);
        }
    }

    @Override
    public Optional<String> named(String name) {
        try {
            return Optional.of(stepFunctions
                    .describeExecution(describe -> describe.executionArn(arn(name)))
                    .executionArn());
        } catch (ExecutionDoesNotExistException none) {
            return Optional.empty();
        } catch (SdkException failure) {
            throw AwsErrors.translate(failure);
        }
    }

    private String arn(String name) {
        return stateMachine.replace(":stateMachine:", ":execution:") + ":" + name;
    }

    private static End end(DescribeExecutionResponse run) {
        try {
            JsonNode output = JSON.readTree(run.output());
            return new End(
                    output.path("verdict").asText("NEEDS_HUMAN"),
                    output.path("joined").asBoolean(false),
                    output.path("otherRun").asText(""));
        } catch (JsonProcessingException notJson) {
            return new End("NEEDS_HUMAN", false, "");
        }
    }
}
