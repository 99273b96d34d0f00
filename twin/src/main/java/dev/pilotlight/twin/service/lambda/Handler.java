package dev.pilotlight.twin.service.lambda;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** The code of a function: reads one event, writes one answer. */
@FunctionalInterface
public interface Handler {
    void handle(InputStream event, OutputStream answer) throws IOException;
}
