package dev.pilotlight.twin.service.s3;

import dev.pilotlight.twin.wire.AwsError;
import java.util.Map;

/** An error of S3, which tells more than a code and a message. */
final class S3Error extends AwsError {
    private final transient Map<String, String> details;
    private final transient Map<String, String> headers;

    /**
     * @param details elements of the body, for example {@code Key}
     * @param headers of the answer
     */
    S3Error(int status, String code, String message, Map<String, String> details, Map<String, String> headers) {
        super(status, code, message);
        this.details = details;
        this.headers = headers;
    }

    Map<String, String> details() {
        return details;
    }

    Map<String, String> headers() {
        return headers;
    }

    static S3Error of(int status, String code, String message) {
        return new S3Error(status, code, message, Map.of(), Map.of());
    }

    static S3Error noSuchBucket(String bucket) {
        return new S3Error(
                404, "NoSuchBucket", "The specified bucket does not exist", Map.of("BucketName", bucket), Map.of());
    }

    /** @param deleted whether a marker says that the object was deleted */
    static S3Error noSuchKey(String key, boolean deleted) {
        return new S3Error(
                404,
                "NoSuchKey",
                "The specified key does not exist.",
                Map.of("Key", key),
                deleted ? Map.of("x-amz-delete-marker", "true") : Map.of());
    }

    static S3Error noSuchVersion(String key) {
        return new S3Error(404, "NoSuchVersion", "The specified version does not exist.", Map.of("Key", key), Map.of());
    }

    static S3Error elsewhere(Bucket bucket) {
        return new S3Error(
                301,
                "PermanentRedirect",
                "The bucket you are attempting to access must be addressed using the specified endpoint. "
                        + "Please send all future requests to this endpoint.",
                Map.of("Endpoint", bucket.name() + ".s3." + bucket.region() + ".amazonaws.com"),
                Map.of("x-amz-bucket-region", bucket.region()));
    }

    static S3Error preconditionFailed(String condition) {
        return new S3Error(
                412,
                "PreconditionFailed",
                "At least one of the pre-conditions you specified did not hold",
                Map.of("Condition", condition),
                Map.of());
    }

    static S3Error notModelled(String what) {
        return of(501, "NotImplemented", what + " is not modelled by the twin");
    }
}
