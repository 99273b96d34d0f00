package dev.pilotlight.rehearsal.memory;

import dev.pilotlight.twin.wire.HttpResponse;
import java.io.IOException;
import software.amazon.awssdk.http.HttpExecuteRequest;

/** The way to the sites that functions probe. */
@FunctionalInterface
public interface Sites {

    /**
     * Visits a site.
     *
     * @throws IOException when it does not answer
     * @throws InterruptedException when whoever waits was told to give up
     */
    HttpResponse visit(HttpExecuteRequest request) throws IOException, InterruptedException;
}
