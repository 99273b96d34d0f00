package dev.pilotlight.twin.states;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;

/**
 * What a Task state asks for.
 *
 * @param resource the resource as the definition has it: a function's ARN, {@code arn:aws:states:::lambda:invoke} (with
 *     {@code .waitForTaskToken} too), {@code arn:aws:states:::states:startExecution.sync:2},
 *     {@code arn:aws:states:::aws-sdk:…}
 * @param arguments what it is called with
 * @param token the task token, where the resource waits for one
 * @param timeout how long the state will wait
 * @param credentials the role named for the call
 * @param execution who asks
 * @param state the state that asks
 */
public record TaskCall(
        String resource,
        JsonNode arguments,
        Optional<String> token,
        Optional<Duration> timeout,
        Optional<String> credentials,
        ExecutionIdentity execution,
        String state) {}
