package dev.pilotlight.journal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.aws.AwsErrors;
import dev.pilotlight.plan.CanonicalJson;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;

/** Executions of Standard state machines, whose names are unique for ninety days. */
final class StepFunctionsSuccessors implements Successors {
    private final SfnClient stepFunctions;

    StepFunctionsSuccessors(SfnClient stepFunctions) {
        this.stepFunctions = stepFunctions;
    }

    @Override
    public void start(String sibling, String name, ObjectNode input) {
        String machine = sibling.substring(0, sibling.lastIndexOf(':')).replace(":execution:", ":stateMachine:");
        try {
            stepFunctions.startExecution(
                    start -> start.stateMachineArn(machine).name(name).input(CanonicalJson.write(input)));
        } catch (ExecutionAlreadyExistsException ended) {
            // The same name and input while it runs is no error; this is the answer after it has ended.
            return;
        } catch (SdkException failure) {
            throw AwsErrors.translate(failure);
        }
    }
}
