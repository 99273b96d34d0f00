package dev.pilotlight.twin.wire;

import java.io.IOException;

/** Whoever answers requests that go to no AWS service, found by the Host header. */
@FunctionalInterface
public interface Website {

    /**
     * Answers one visitor.
     *
     * @throws IOException when nobody listens there, or the connection breaks
     */
    HttpResponse visit(HttpRequest request) throws IOException, InterruptedException;

    /** Whether a request is meant for this although it is signed: a function URL takes signed requests itself. */
    default boolean wantsSigned(HttpRequest request) {
        return false;
    }
}
