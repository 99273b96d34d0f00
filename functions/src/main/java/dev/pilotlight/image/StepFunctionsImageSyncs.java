package dev.pilotlight.image;

import dev.pilotlight.aws.AwsErrors;
import dev.pilotlight.plan.ImageId;
import dev.pilotlight.plan.PlanName;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;

/** Executions of the sync-images machine, named for the image that has caused them. */
final class StepFunctionsImageSyncs implements ImageSyncs {
    private final SfnClient stepFunctions;
    private final String stateMachine;

    StepFunctionsImageSyncs(SfnClient stepFunctions, String stateMachine) {
        this.stepFunctions = stepFunctions;
        this.stateMachine = stateMachine;
    }

    @Override
    public String start(PlanName plan, ImageId image) {
        String name = plan + "-" + image;
        try {
            stepFunctions.startExecution(
                    start -> start.stateMachineArn(stateMachine).name(name).input("{\"plan\":\"" + plan + "\"}"));
        } catch (ExecutionAlreadyExistsException started) {
            return name;
        } catch (SdkException failure) {
            throw AwsErrors.translate(failure);
        }
        return name;
    }
}
