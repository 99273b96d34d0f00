package dev.pilotlight.twin.service.s3;

import dev.pilotlight.twin.wire.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What can be done to one object. */
final class ObjectOperations {
    private static final Set<String> CONDITIONS = Set.of("if-match", "if-none-match");
    private static final Set<String> READ_HEADERS = Set.of("if-match", "if-none-match", "x-amz-checksum-mode");

    private ObjectOperations() {}

    static HttpResponse put(S3Request request, Bucket bucket, Instant now) {
        request.requireOnly(Set.of(), CONDITIONS);
        AwsChunked.Body body = body(request);
        Map<String, String> sent = new LinkedHashMap<>(request.http().headers());
        sent.putAll(body.trailers());
        Map<String, String> headers = Checksums.proven(sent, body.bytes());
        requireConditions(request, bucket);
        request.http().headers().forEach((name, value) -> {
            if (name.startsWith("x-amz-meta-") || name.equals("cache-control")) {
                headers.put(name, value);
            }
        });
        headers.put("content-type", request.http().header("content-type").orElse("binary/octet-stream"));
        StoredObject stored = store(bucket, request.key(), body.bytes(), headers, now);
        HttpResponse response = empty(200).with("etag", stored.quotedEtag());
        for (Map.Entry<String, String> header : headers.entrySet()) {
            if (Checksums.isChecksum(header.getKey())) {
                response = response.with(header.getKey(), header.getValue());
            }
        }
        return versioned(response, bucket, stored).with("x-amz-server-side-encryption", "AES256");
    }

    static StoredObject store(Bucket bucket, String key, byte[] bytes, Map<String, String> headers, Instant now) {
        StoredObject stored =
                new StoredObject(key, bucket.nextVersionId(), false, bytes, Checksums.md5(bytes), now, headers);
        bucket.add(stored);
        return stored;
    }

    private static AwsChunked.Body body(S3Request request) {
        boolean chunked = request.http()
                .header("x-amz-content-sha256")
                .filter(value -> value.startsWith("STREAMING-"))
                .isPresent();
        if (!chunked) {
            return new AwsChunked.Body(request.http().body(), Map.of());
        }
        AwsChunked.Body body = AwsChunked.decode(request.http().body());
        request.http().header("x-amz-decoded-content-length").ifPresent(length -> {
            if (!length.equals(Integer.toString(body.bytes().length))) {
                throw S3Error.of(400, "IncompleteBody", "The request body terminated unexpectedly");
            }
        });
        return body;
    }

    private static void requireConditions(S3Request request, Bucket bucket) {
        Optional<StoredObject> current = bucket.current(request.key());
        request.http().header("if-none-match").ifPresent(value -> {
            if (!value.equals("*")) {
                throw S3Error.notModelled("If-None-Match with an entity tag on PutObject");
            }
            if (current.isPresent()) {
                throw S3Error.preconditionFailed("If-None-Match");
            }
        });
        request.http().header("if-match").ifPresent(value -> {
            if (current.isEmpty()) {
                throw S3Error.noSuchKey(request.key(), false);
            }
            if (!matches(value, current.get())) {
                throw S3Error.preconditionFailed("If-Match");
            }
        });
    }

    private static boolean matches(String condition, StoredObject version) {
        return condition.equals("*") || condition.replace("\"", "").equals(version.etag());
    }

    /** Reads an object, wholly or a range of it; the answer to HEAD has the headers alone. */
    static HttpResponse get(S3Request request, Bucket bucket) {
        request.requireOnly(Set.of("versionId"), READ_HEADERS);
        StoredObject version = find(request, bucket);
        Optional<String> ifMatch = request.http().header("if-match");
        if (ifMatch.isPresent() && !matches(ifMatch.get(), version)) {
            throw S3Error.preconditionFailed("If-Match");
        }
        Optional<String> ifNoneMatch = request.http().header("if-none-match");
        if (ifNoneMatch.isPresent() && matches(ifNoneMatch.get(), version)) {
            return empty(304).with("etag", version.quotedEtag());
        }
        return content(request, bucket, version);
    }

    private static HttpResponse content(S3Request request, Bucket bucket, StoredObject version) {
        Optional<ByteRange> range =
                request.http().header("range").flatMap(value -> ByteRange.parse(value, version.bytes().length));
        boolean checksums =
                range.isEmpty() && request.http().header("x-amz-checksum-mode").isPresent();
        HttpResponse response = described(version, bucket, checksums);
        if (range.isPresent()) {
            response = response.with("content-range", range.get().contentRange());
        }
        byte[] bytes = range.map(each -> each.of(version.bytes())).orElse(version.bytes());
        if (request.http().method().equals("HEAD")) {
            return new HttpResponse(
                    range.isPresent() ? 206 : 200,
                    response.with("content-length", Integer.toString(bytes.length))
                            .headers(),
                    new byte[0]);
        }
        return new HttpResponse(range.isPresent() ? 206 : 200, response.headers(), bytes);
    }

    private static HttpResponse described(StoredObject version, Bucket bucket, boolean checksums) {
        HttpResponse response = empty(200)
                .with("etag", version.quotedEtag())
                .with("last-modified", date(version.modified()))
                .with("accept-ranges", "bytes")
                .with("x-amz-server-side-encryption", "AES256");
        for (Map.Entry<String, String> header : version.headers().entrySet()) {
            if (checksums || !Checksums.isChecksum(header.getKey())) {
                response = response.with(header.getKey(), header.getValue());
            }
        }
        return versioned(response, bucket, version);
    }

    private static StoredObject find(S3Request request, Bucket bucket) {
        String key = request.key();
        Optional<String> versionId = request.parameter("versionId");
        if (versionId.isEmpty()) {
            Optional<StoredObject> newest = bucket.newest(key);
            return newest.filter(version -> !version.deleteMarker())
                    .orElseThrow(() -> S3Error.noSuchKey(key, newest.isPresent()));
        }
        StoredObject version = bucket.version(key, versionId.get()).orElseThrow(() -> S3Error.noSuchVersion(key));
        if (version.deleteMarker()) {
            throw new S3Error(
                    405,
                    "MethodNotAllowed",
                    "The specified method is not allowed against this resource.",
                    Map.of("Method", request.http().method(), "ResourceType", "DeleteMarker"),
                    Map.of("x-amz-delete-marker", "true", "allow", "DELETE"));
        }
        return version;
    }

    static HttpResponse delete(S3Request request, Bucket bucket, String principal, Instant now) {
        request.requireOnly(Set.of("versionId"), Set.of());
        if (bucket.settings().deleteDenied()) {
            throw denied(principal, request, bucket);
        }
        Optional<String> versionId = request.parameter("versionId");
        if (versionId.isPresent()) {
            boolean marker = bucket.version(request.key(), versionId.get())
                    .filter(StoredObject::deleteMarker)
                    .isPresent();
            bucket.remove(request.key(), versionId.get());
            HttpResponse response = empty(204).with("x-amz-version-id", versionId.get());
            return marker ? response.with("x-amz-delete-marker", "true") : response;
        }
        return deleteNewest(request, bucket, now);
    }

    private static HttpResponse deleteNewest(S3Request request, Bucket bucket, Instant now) {
        if (bucket.versioning().isEmpty()) {
            bucket.remove(request.key(), bucket.nextVersionId());
            return empty(204);
        }
        StoredObject marker = StoredObject.marker(request.key(), bucket.nextVersionId(), now);
        bucket.add(marker);
        return empty(204).with("x-amz-version-id", marker.versionId()).with("x-amz-delete-marker", "true");
    }

    private static S3Error denied(String principal, S3Request request, Bucket bucket) {
        String action = request.parameter("versionId").isPresent() ? "s3:DeleteObjectVersion" : "s3:DeleteObject";
        return S3Error.of(
                403,
                "AccessDenied",
                "User: " + principal + " is not authorized to perform: " + action + " on resource: \"" + bucket.arn()
                        + "/" + request.key() + "\" with an explicit deny in a resource-based policy");
    }

    private static HttpResponse versioned(HttpResponse response, Bucket bucket, StoredObject version) {
        return bucket.versioning().isPresent() ? response.with("x-amz-version-id", version.versionId()) : response;
    }

    static HttpResponse empty(int status) {
        return new HttpResponse(status, Map.of(), new byte[0]);
    }

    private static String date(Instant time) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(time.atOffset(ZoneOffset.UTC));
    }

    /** The bytes of a seeded text. */
    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
