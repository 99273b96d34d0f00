package dev.pilotlight.twin.states;

import java.time.Instant;

/** Who an execution is, as its context object tells. */
public record ExecutionIdentity(
        String executionArn,
        String name,
        String roleArn,
        Instant startTime,
        String stateMachineArn,
        String stateMachineName) {

    /** The Region the machine runs in, from its ARN. */
    public String region() {
        return part(3);
    }

    /** The account the machine belongs to, from its ARN. */
    public String account() {
        return part(4);
    }

    private String part(int index) {
        String[] parts = stateMachineArn.split(":", -1);
        return index < parts.length ? parts[index] : "";
    }
}
