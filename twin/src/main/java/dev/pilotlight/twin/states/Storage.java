package dev.pilotlight.twin.states;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** The calls that a Distributed Map itself makes, to read its items and to write its results. */
final class Storage {
    private final Visit visit;

    Storage(Visit visit) {
        this.visit = visit;
    }

    /**
     * Makes a call.
     *
     * @param error the name of the failure when it fails
     */
    JsonNode call(String resource, JsonNode arguments, String error) throws StateFailure, InterruptedException {
        Run run = visit.sequence().run();
        TaskCall call = new TaskCall(
                resource,
                arguments,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                run.identity(),
                visit.state().name());
        try {
            return run.tasks().run(call);
        } catch (TaskFailed e) {
            throw StateFailure.of(error, e.cause());
        }
    }
}
