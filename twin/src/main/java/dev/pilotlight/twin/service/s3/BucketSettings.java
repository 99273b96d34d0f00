package dev.pilotlight.twin.service.s3;

import java.util.Optional;

/**
 * How a bucket behaves.
 *
 * @param versioned whether every version of an object is kept
 * @param deleteDenied whether the bucket's policy denies deleting to everybody
 * @param publicRead whether the bucket's policy lets everybody read its objects
 */
public record BucketSettings(
        boolean versioned, boolean deleteDenied, boolean publicRead, Optional<StaticSite> website) {

    /**
     * A bucket's website.
     *
     * @param indexDocument what stands for a folder, for example {@code index.html}
     * @param errorDocument the key of the page that visitors see when something is missing
     */
    public record StaticSite(String indexDocument, Optional<String> errorDocument) {}

    /** A private bucket without versions. */
    public static BucketSettings plain() {
        return new BucketSettings(false, false, false, Optional.empty());
    }

    public BucketSettings withVersions() {
        return new BucketSettings(true, deleteDenied, publicRead, website);
    }

    public BucketSettings withoutVersions() {
        return new BucketSettings(false, deleteDenied, publicRead, website);
    }

    public BucketSettings denyingDelete() {
        return new BucketSettings(versioned, true, publicRead, website);
    }

    public BucketSettings readableByEverybody() {
        return new BucketSettings(versioned, deleteDenied, true, website);
    }

    /** A website is readable by everybody, too. */
    public BucketSettings withWebsite(String indexDocument, String errorDocument) {
        return new BucketSettings(
                versioned, deleteDenied, true, Optional.of(new StaticSite(indexDocument, Optional.of(errorDocument))));
    }
}
