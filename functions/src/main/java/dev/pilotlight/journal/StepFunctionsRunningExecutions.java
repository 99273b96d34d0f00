package dev.pilotlight.journal;

import dev.pilotlight.aws.AwsErrors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/**
 * Executions of Standard state machines.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_StopExecution.html">StopExecution</a>
 */
public final class StepFunctionsRunningExecutions implements RunningExecutions {
    private static final String ERROR = "TAKEN_OVER";

    private final SfnClient stepFunctions;

    public StepFunctionsRunningExecutions(SfnClient stepFunctions) {
        this.stepFunctions = stepFunctions;
    }

    @Override
    public boolean isRunning(String executionArn) {
        try {
            ExecutionStatus status = stepFunctions
                    .describeExecution(describe -> describe.executionArn(executionArn))
                    .status();
            return status == ExecutionStatus.RUNNING || status == ExecutionStatus.PENDING_REDRIVE;
        } catch (ExecutionDoesNotExistException forgotten) {
            return false;
        } catch (SdkException failure) {
            throw AwsErrors.translate(failure);
        }
    }

    @Override
    public void stop(String executionArn, String why) {
        try {
            stepFunctions.stopExecution(
                    stop -> stop.executionArn(executionArn).error(ERROR).cause(why));
        } catch (ExecutionDoesNotExistException forgotten) {
            return;
        } catch (SdkException failure) {
            throw AwsErrors.translate(failure);
        }
    }
}
