package dev.pilotlight.outage;

import dev.pilotlight.aws.AwsErrors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;

/** Executions of a Standard state machine, whose names are unique for ninety days. */
final class StepFunctionsExecutions implements Executions {
    private final SfnClient stepFunctions;
    private final String stateMachine;

    StepFunctionsExecutions(SfnClient stepFunctions, String stateMachine) {
        this.stepFunctions = stepFunctions;
        this.stateMachine = stateMachine;
    }

    @Override
    public void start(String name, String input) {
        try {
            stepFunctions.startExecution(
                    start -> start.stateMachineArn(stateMachine).name(name).input(input));
        } catch (ExecutionAlreadyExistsException ended) {
            // The same name and input while it runs is no error; this is the answer after it has ended.
            return;
        } catch (SdkException failure) {
            throw AwsErrors.translate(failure);
        }
    }
}
