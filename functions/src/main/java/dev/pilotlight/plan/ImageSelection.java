package dev.pilotlight.plan;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which image a tier boots from.
 *
 * @param tags an image must carry all of them; sorted by key
 * @param maxAge an image older than this is not launched; when there is no other, the run is refused
 * @param keep how many images that this software has made stay in each Region; the older ones are retired
 * @param copyWithin the time that is paid for to have a copy done in, in steps of 15 minutes from 15 minutes to 48
 *     hours (<a href="https://docs.aws.amazon.com/ebs/latest/userguide/time-based-copies.html">time-based copies</a>);
 *     empty for EC2's best effort
 * @param bootTest whether a copy must boot in the drill's place before it counts as verified
 */
public record ImageSelection(
        Map<String, String> tags, Duration maxAge, int keep, Optional<Duration> copyWithin, boolean bootTest) {
    private static final Duration STEP = Duration.ofMinutes(15);
    private static final Duration LONGEST = Duration.ofDays(2);

    public ImageSelection {
        tags = Collections.unmodifiableMap(new TreeMap<>(tags));
        Form.require(!tags.isEmpty(), "no tags are given; without them every image of the account would match");
        tags.keySet().forEach(key -> Form.requireText(key, "a tag's key"));
        Durations.requirePositive(maxAge, "maxAge");
        Form.require(keep >= 1, "keep is " + keep + "; at least one copy must stay");
        copyWithin.ifPresent(ImageSelection::requireStep);
    }

    /** The same, for which an image may be so much older. */
    ImageSelection olderBy(Duration longer) {
        return new ImageSelection(tags, maxAge.plus(longer), keep, copyWithin, bootTest);
    }

    /** The same, whose copies need not boot. */
    public ImageSelection withoutBootTest() {
        return new ImageSelection(tags, maxAge, keep, copyWithin, false);
    }

    private static void requireStep(Duration within) {
        Form.require(
                within.isPositive() && within.compareTo(LONGEST) <= 0 && within.toMillis() % STEP.toMillis() == 0,
                "copyWithin is " + Durations.format(within) + "; EC2 takes 15m to 48h in steps of 15m");
    }
}
