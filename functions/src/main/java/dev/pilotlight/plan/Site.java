package dev.pilotlight.plan;

import java.net.URI;
import java.time.Duration;

/**
 * Something that visitors see, as it answers in the recovery Region.
 *
 * @param name unique in the plan
 * @param passes how many checks in a row must pass
 * @param interval the time between two of them
 */
public record Site(String name, URI url, Expectation expect, int passes, Duration interval) {
    public Site {
        Form.requireName(name, "the site's name");
        Urls.requireHttp(url);
        Form.require(passes >= 1, "passes is " + passes + "; at least one check must pass");
        Durations.requirePositive(interval, "interval");
    }
}
