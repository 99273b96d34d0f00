package dev.pilotlight.twin.states;

import com.fasterxml.jackson.databind.JsonNode;

/** Does the work that Task states ask for. Every call comes in a task of the timeline of its own and may wait. */
@FunctionalInterface
public interface TaskRunner {

    /**
     * Does the work and gives its result, in the shape the resource has on AWS: the payload of a function named by its
     * ARN, the response of any other call. A state that has stopped waiting does not stop the call: as on AWS, the
     * function runs on.
     *
     * @throws TaskFailed when the work failed
     * @throws InterruptedException when the call itself was stopped: only jobs ({@code .sync}) are
     */
    JsonNode run(TaskCall call) throws TaskFailed, InterruptedException;
}
