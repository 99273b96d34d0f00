package dev.pilotlight.image;

import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Permit;
import dev.pilotlight.plan.ImageId;
import dev.pilotlight.plan.InstanceId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;

/** The images of one Region that belong to the account. */
public interface Images {

    /** Those that carry all these tags, in any state; the newest first. */
    List<Image> tagged(Map<String, String> tags);

    /** The one with this name; an account has at most one in a Region that it has created itself. */
    Optional<Image> named(String name);

    /** How far an image has come, in percent, when EC2 tells. */
    OptionalInt progress(Image image);

    /** A running instance with this {@code Name} tag; the one that was launched last. */
    Optional<InstanceId> runningInstance(String name);

    /**
     * Creates an image of an instance, which keeps running.
     *
     * @param permit for {@link Act.Kind#CREATE_IMAGE} of the instance
     * @param name makes the request idempotent, for names are unique
     * @throws ImageRejectedException when it cannot be created, or the name is taken
     */
    ImageId create(Permit permit, InstanceId instance, String name, SortedMap<String, String> tags)
            throws ImageRejectedException;

    /**
     * Copies an image from the other Region to this one, its tags included. The same request copies once.
     *
     * @param permit for {@link Act.Kind#COPY_IMAGE} of {@link ImageCopy#target()}
     */
    ImageId copy(Permit permit, ImageCopy copy) throws ImageRejectedException;

    /**
     * Marks an image.
     *
     * @param permit for {@link Act.Kind#TAG_IMAGE} of the image
     */
    void tag(Permit permit, ImageId image, String key, String value) throws ImageRejectedException;
}
