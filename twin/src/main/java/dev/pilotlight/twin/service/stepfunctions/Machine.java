package dev.pilotlight.twin.service.stepfunctions;

import dev.pilotlight.twin.states.language.MachineType;
import dev.pilotlight.twin.states.language.StateMachineDefinition;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * A state machine as it is now.
 *
 * @param definition what an execution runs
 * @param text the definition as it was sent
 * @param revision changes with every update
 */
record Machine(
        String arn,
        String name,
        String roleArn,
        MachineType type,
        Supplier<StateMachineDefinition> definition,
        String text,
        Instant createdAt,
        String revision) {

    /** The ARN of an execution of this machine; those of express machines end in an id of their own. */
    String executionArn(String execution, String id) {
        return switch (type()) {
            case STANDARD -> arn.replace(":stateMachine:", ":execution:") + ":" + execution;
            case EXPRESS -> arn.replace(":stateMachine:", ":express:") + ":" + execution + ":" + id;
        };
    }
}
