package dev.pilotlight.twin.states;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pilotlight.twin.states.query.QueryFailure;

/** What a state does that can be retried and caught. */
interface Work {

    /** One attempt. */
    JsonNode attempt() throws QueryFailure, StateFailure, InterruptedException;

    /** Records what is to be said when no further attempt follows a failed one. */
    void givenUp();
}
