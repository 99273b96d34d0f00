package dev.pilotlight.twin.service.s3;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** A bucket and all versions of its objects. */
final class Bucket {
    private static final String UNVERSIONED = "null";

    private final String name;
    private final String region;
    private final Instant created;
    private final Supplier<String> versionIds;
    private final NavigableMap<String, Deque<StoredObject>> objects = new TreeMap<>();
    private BucketSettings settings;
    private boolean everVersioned;

    Bucket(String name, String region, Instant created, BucketSettings settings, Supplier<String> versionIds) {
        this.name = name;
        this.region = region;
        this.created = created;
        this.settings = settings;
        this.everVersioned = settings.versioned();
        this.versionIds = versionIds;
    }

    String name() {
        return name;
    }

    String region() {
        return region;
    }

    Instant created() {
        return created;
    }

    BucketSettings settings() {
        return settings;
    }

    void change(BucketSettings changed) {
        settings = changed;
        everVersioned |= changed.versioned();
    }

    /** {@code Enabled} or {@code Suspended}; nothing when the bucket never had versions. */
    Optional<String> versioning() {
        return everVersioned ? Optional.of(settings.versioned() ? "Enabled" : "Suspended") : Optional.empty();
    }

    String arn() {
        return "arn:aws:s3:::" + name;
    }

    /** The id that the next version of an object will have. */
    String nextVersionId() {
        return settings.versioned() ? versionIds.get() : UNVERSIONED;
    }

    /** The newest version, which may be the marker of a deletion. */
    Optional<StoredObject> newest(String key) {
        return Optional.ofNullable(objects.get(key)).map(Deque::peekFirst);
    }

    /** The object as somebody sees it who names no version. */
    Optional<StoredObject> current(String key) {
        return newest(key).filter(version -> !version.deleteMarker());
    }

    Optional<StoredObject> version(String key, String versionId) {
        return versions(key).stream()
                .filter(version -> version.versionId().equals(versionId))
                .findFirst();
    }

    /** From the newest to the oldest. */
    List<StoredObject> versions(String key) {
        return List.copyOf(objects.getOrDefault(key, new ArrayDeque<>()));
    }

    /** Adds a version; one of the same id, as in a bucket without versions, is replaced. */
    void add(StoredObject version) {
        remove(version.key(), version.versionId());
        objects.computeIfAbsent(version.key(), _ -> new ArrayDeque<>()).addFirst(version);
    }

    void remove(String key, String versionId) {
        Deque<StoredObject> versions = objects.get(key);
        if (versions != null) {
            versions.removeIf(version -> version.versionId().equals(versionId));
            if (versions.isEmpty()) {
                objects.remove(key);
            }
        }
    }

    /** The keys that ever had a version which still exists, in order. */
    Iterable<String> keys() {
        return objects.keySet();
    }
}
