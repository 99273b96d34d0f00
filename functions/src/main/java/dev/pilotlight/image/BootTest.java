package dev.pilotlight.image;

import static java.util.Objects.requireNonNull;

import dev.pilotlight.journal.Deeds;
import dev.pilotlight.plan.ImageId;
import dev.pilotlight.plan.Words;
import java.util.Map;
import java.util.Optional;

/**
 * How the boot of a copy went in this run, as the journal says.
 *
 * @param why in words
 */
public record BootTest(ImageId image, Result result, String why) {
    private static final String KIND = "boot-test";

    public BootTest {
        requireNonNull(image);
        requireNonNull(result);
        requireNonNull(why);
    }

    /** What a boot says about an image. */
    public enum Result {
        /** An instance of it has passed every status check. */
        PASSED,
        /** An instance of it ran, and did not pass them in time, or ended by itself. */
        FAILED,
        /** No instance of it was to be had: that says nothing about the image. */
        UNKNOWN
    }

    /** The test of an image in this run; empty when there was none. */
    public static Optional<BootTest> of(Deeds deeds, ImageId image) {
        return deeds.notes(KIND).stream()
                .map(Deeds.Note::body)
                .filter(body -> body.path("image").asText().equals(image.value()))
                .map(body -> new BootTest(
                        image,
                        Words.parse(Result.class, body.path("result").asText()),
                        body.path("why").asText()))
                .findFirst();
    }

    /** Writes it down. */
    public void note(Deeds deeds) {
        deeds.note(KIND, Map.of("image", image.value(), "result", Words.of(result), "why", why));
    }

    /** Like {@code passed: i-… has passed its checks}. */
    public String words() {
        return Words.of(result) + ": " + why;
    }
}
