package dev.pilotlight.cli.demo;

import dev.pilotlight.twin.wire.HttpRequest;
import dev.pilotlight.twin.world.Twin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Map;

/** Somebody on the internet who looks whether a site is up. */
record Visitor(Twin twin) {

    /** The HTTP status a visitor of this address gets. */
    int status(URI address) {
        HttpRequest request = new HttpRequest(
                "GET", address.getHost(), address.getPath(), "", Map.of("host", address.getHost()), new byte[0]);
        try {
            return twin.internet().visit(request).status();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while visiting " + address, e);
        }
    }
}
