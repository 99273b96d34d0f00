package dev.pilotlight.plan;

import java.net.URI;

/**
 * A target that has nothing to do with the application and must answer; when it does not, our own network is the
 * suspect and nothing is concluded about the primary.
 */
public record Control(URI url) {
    public Control {
        Urls.requireHttp(url);
    }
}
