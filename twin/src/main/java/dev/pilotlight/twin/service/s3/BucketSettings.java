package dev.pilotlight.twin.service.s3;

import java.util.Optional;

/**
 * How a bucket behaves.
 *
 * @param versioned whether every version of an object is kept
 * @param deleteDenied whether the bucket's policy denies deleting to everybody
 * @param publicRead whether the bucket's policy lets everybody read its objects
 * @param expires whether a lifecycle rule of the bucket deletes objects; it is only told, and never does
 */
public record BucketSettings(
        boolean versioned, boolean deleteDenied, boolean publicRead, Optional<StaticSite> website, boolean expires) {

    /**
     * A bucket's website.
     *
     * @param indexDocument what stands for a folder, for example {@code index.html}
     * @param errorDocument the key of the page that visitors see when something is missing
     */
    public record StaticSite(String indexDocument, Optional<String> errorDocument) {}

    /** A private bucket without versions. */
    public static BucketSettings plain() {
        return new BucketSettings(false, false, false, Optional.empty(), false);
    }

    public BucketSettings withVersions() {
        return new BucketSettings(true, deleteDenied, publicRead, website, expires);
    }

    public BucketSettings withoutVersions() {
        return new BucketSettings(false, deleteDenied, publicRead, website, expires);
    }

    public BucketSettings denyingDelete() {
        return new BucketSettings(versioned, true, publicRead, website, expires);
    }

    public BucketSettings readableByEverybody() {
        return new BucketSettings(versioned, deleteDenied, true, website, expires);
    }

    public BucketSettings withExpiry() {
        return new BucketSettings(versioned, deleteDenied, publicRead, website, true);
    }

    /** A website is readable by everybody, too. */
    public BucketSettings withWebsite(String indexDocument, String errorDocument) {
        return new BucketSettings(
                versioned,
                deleteDenied,
                true,
                Optional.of(new StaticSite(indexDocument, Optional.of(errorDocument))),
                expires);
    }
}
