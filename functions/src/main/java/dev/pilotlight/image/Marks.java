package dev.pilotlight.image;

import dev.pilotlight.plan.InstanceTier;
import dev.pilotlight.plan.PlanName;
import dev.pilotlight.plan.RegionName;
import dev.pilotlight.step.Epoch;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The names and tags by which the images of one tier are known as made by this software. */
final class Marks {
    /** A name has at most 128 characters; an image's id has up to 21. */
    private static final int LONGEST_INHERITED = 100;

    private final InstanceTier tier;
    private final String madeFor;
    private final String createdPrefix;

    Marks(PlanName plan, InstanceTier tier) {
        this.tier = tier;
        this.madeFor = plan + "/" + tier.name();
        this.createdPrefix = "pilotlight-" + plan + "-" + tier.name() + "-";
    }

    /** The value of {@link Image#MADE_FOR}. */
    String madeFor() {
        return madeFor;
    }

    /** The same in every call of a run, and unlike that of any other. */
    String createdName(Epoch epoch) {
        return createdPrefix + epoch;
    }

    /** What a copy is called. */
    static String copyName(Image source) {
        String name = source.name();
        return name.substring(0, Math.min(LONGEST_INHERITED, name.length())) + "-" + source.id();
    }

    /**
     * Whether this software has made an image for this tier. A tag alone is no proof, for whoever copies an image may
     * copy its tags; so the name must be one that only we give.
     */
    boolean areOn(Image image) {
        boolean created = image.name().matches(Pattern.quote(createdPrefix) + "[0-9]+");
        boolean copied = image.source()
                .filter(source -> image.name().endsWith("-" + source))
                .isPresent();
        return madeFor.equals(image.tags().get(Image.MADE_FOR)) && (created || copied);
    }

    SortedMap<String, String> ofCreated() {
        SortedMap<String, String> tags = new TreeMap<>(tier.image().tags());
        tags.put(Image.MADE_FOR, madeFor);
        return tags;
    }

    SortedMap<String, String> ofSnapshots() {
        return new TreeMap<>(Map.of(Image.MADE_FOR, madeFor));
    }

    /** What a copy carries from its beginning: people's tags of its source, and never what only a verified one has. */
    SortedMap<String, String> ofCopy(Image source) {
        SortedMap<String, String> tags = new TreeMap<>();
        source.tags().forEach((key, value) -> {
            if (!key.startsWith(Image.OWN) && !key.startsWith("aws:")) {
                tags.put(key, value);
            }
        });
        tags.put(Image.MADE_FOR, madeFor);
        return tags;
    }

    /** What a copy carries once it was verified. */
    static SortedMap<String, String> ofVerified(Image source, RegionName from, Instant now) {
        return new TreeMap<>(Map.of(
                Image.VERIFIED, now.toString(),
                Image.SOURCE, from + "/" + source.id(),
                Image.DIGEST, source.digest(from)));
    }
}
