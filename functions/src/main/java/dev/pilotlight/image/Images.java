package dev.pilotlight.image;

import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Permit;
import dev.pilotlight.plan.ImageId;
import dev.pilotlight.plan.InstanceId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** The images of one Region that belong to the account. */
public interface Images {

    /** Those that carry all these tags, in any state; the newest first. */
    List<Image> tagged(Map<String, String> tags);

    /** The one with this name; an account has at most one in a Region that it has created itself. */
    Optional<Image> named(String name);

    /** The snapshots of an image that EC2 knows, in the order of their ids. */
    List<ImageSnapshot> snapshots(Image image);

    /** The snapshots that carry this tag and that no image is made of any more, in the order of their ids. */
    List<ImageSnapshot> orphans(String tag, String value);

    /**
     * What refers to some images: instances that are not terminated, and launch templates.
     *
     * @return the ARNs of the referrers by image; images that nothing refers to are left out
     */
    Map<ImageId, List<String>> users(List<ImageId> images);

    /** A running instance with this {@code Name} tag; the one that was launched last. */
    Optional<InstanceId> runningInstance(String name);

    /**
     * Creates an image of an instance, which keeps running.
     *
     * @param permit for {@link Act.Kind#CREATE_IMAGE} of the instance
     * @param name makes the request idempotent, for names are unique
     * @param tags of the image
     * @param snapshotTags of its snapshots
     * @throws ImageRejectedException when it cannot be created, or the name is taken
     */
    ImageId create(
            Permit permit,
            InstanceId instance,
            String name,
            SortedMap<String, String> tags,
            SortedMap<String, String> snapshotTags)
            throws ImageRejectedException;

    /**
     * Copies an image from the other Region to this one. The same request copies once.
     *
     * @param permit for {@link Act.Kind#COPY_IMAGE} of {@link ImageCopy#target()}
     * @throws TooManyCopiesException when it has to wait for its turn
     */
    ImageId copy(Permit permit, ImageCopy copy) throws ImageRejectedException;

    /**
     * Marks an image.
     *
     * @param permit for {@link Act.Kind#TAG_IMAGE} of the image
     */
    void tag(Permit permit, ImageId image, SortedMap<String, String> tags) throws ImageRejectedException;

    /**
     * Ends an image; its snapshots stay. One that is gone already is no error.
     *
     * @param permit for {@link Act.Kind#DEREGISTER_IMAGE} of the image
     */
    void deregister(Permit permit, ImageId image) throws ImageRejectedException;

    /**
     * Deletes a snapshot; one that is gone already is no error.
     *
     * @param permit for {@link Act.Kind#DELETE_IMAGE_SNAPSHOT} of the snapshot
     * @throws ImageRejectedException when an image is still made of it, among others
     */
    void deleteSnapshot(Permit permit, String snapshot) throws ImageRejectedException;
}
