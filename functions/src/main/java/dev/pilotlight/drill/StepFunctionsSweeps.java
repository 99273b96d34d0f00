package dev.pilotlight.drill;

import dev.pilotlight.aws.AwsErrors;
import dev.pilotlight.plan.PlanName;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;

/** Executions of the drill machine that were started to sweep. */
final class StepFunctionsSweeps implements Sweeps {
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmm").withZone(ZoneOffset.UTC);

    private final SfnClient stepFunctions;
    private final String stateMachine;

    StepFunctionsSweeps(SfnClient stepFunctions, String stateMachine) {
        this.stepFunctions = stepFunctions;
        this.stateMachine = stateMachine;
    }

    @Override
    public String start(PlanName plan, Instant now) {
        String name = "sweep-" + plan + "-" + MINUTE.format(now);
        try {
            stepFunctions.startExecution(start ->
                    start.stateMachineArn(stateMachine).name(name).input("{\"plan\":\"" + plan + "\",\"sweep\":true}"));
        } catch (ExecutionAlreadyExistsException started) {
            return name;
        } catch (SdkException failure) {
            throw AwsErrors.translate(failure);
        }
        return name;
    }
}
