package dev.pilotlight.twin.wire;

import java.io.IOException;

/** Whoever answers requests that carry no AWS signature, found by the Host header. */
@FunctionalInterface
public interface Website {

    /**
     * Answers one visitor.
     *
     * @throws IOException when nobody listens there, or the connection breaks
     */
    HttpResponse visit(HttpRequest request) throws IOException, InterruptedException;
}
