package dev.pilotlight.plan;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which image a tier boots from.
 *
 * @param tags an image must carry all of them; sorted by key
 * @param maxAge an image older than this is not launched; when there is no other, the run is refused
 * @param keep how many copies stay in the recovery Region
 */
public record ImageSelection(Map<String, String> tags, Duration maxAge, int keep) {
    public ImageSelection {
        tags = Collections.unmodifiableMap(new TreeMap<>(tags));
        Form.require(!tags.isEmpty(), "no tags are given; without them every image of the account would match");
        tags.keySet().forEach(key -> Form.requireText(key, "a tag's key"));
        Durations.requirePositive(maxAge, "maxAge");
        Form.require(keep >= 1, "keep is " + keep + "; at least one copy must stay");
    }
}
