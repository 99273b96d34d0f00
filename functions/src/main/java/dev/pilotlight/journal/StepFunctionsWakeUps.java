package dev.pilotlight.journal;

import dev.pilotlight.aws.AwsErrors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.InvalidTokenException;
import software.amazon.awssdk.services.sfn.model.TaskDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;

/**
 * Task tokens of Step Functions.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_SendTaskSuccess.html">SendTaskSuccess</a>
 */
public final class StepFunctionsWakeUps implements WakeUps {
    private final SfnClient stepFunctions;

    public StepFunctionsWakeUps(SfnClient stepFunctions) {
        this.stepFunctions = stepFunctions;
    }

    @Override
    public boolean wake(String token) {
        try {
            stepFunctions.sendTaskSuccess(send -> send.taskToken(token).output("{}"));
            return true;
        } catch (TaskTimedOutException | TaskDoesNotExistException | InvalidTokenException nobodyWaits) {
            return false;
        } catch (SdkException failure) {
            throw AwsErrors.translate(failure);
        }
    }
}
