package dev.pilotlight.journal;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Executions that go on with what others have begun. Starting one is idempotent, so it takes no permit. */
@FunctionalInterface
public interface Successors {

    /**
     * Makes sure that there is an execution of this name: one that exists already, running or ended, is the one.
     *
     * @param sibling the ARN of an execution of the same machine
     */
    void start(String sibling, String name, ObjectNode input);
}
