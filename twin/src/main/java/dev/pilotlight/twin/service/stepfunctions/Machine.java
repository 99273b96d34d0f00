package dev.pilotlight.twin.service.stepfunctions;

import dev.pilotlight.twin.states.language.StateMachineDefinition;
import java.time.Instant;

/**
 * A state machine as it was created.
 *
 * @param text the definition as it was sent
 */
record Machine(
        String arn, String name, String roleArn, StateMachineDefinition definition, String text, Instant createdAt) {

    /** The ARN of an execution of this machine. */
    String executionArn(String execution) {
        return arn.replace(":stateMachine:", ":execution:") + ":" + execution;
    }
}
