package dev.pilotlight.twin.service.s3;

import dev.pilotlight.twin.wire.HttpRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One request with its address and the operation that method, address and query make of it. */
record S3Request(HttpRequest http, Address address, Map<String, String> query, String operation) {
    /** Query parameters that make another operation of a request. */
    private static final List<String> SUBRESOURCES = List.of(
            "versioning",
            "location",
            "versions",
            "policy",
            "lifecycle",
            "website",
            "delete",
            "uploads",
            "uploadId",
            "tagging",
            "acl",
            "attributes",
            "legal-hold",
            "retention",
            "object-lock",
            "replication",
            "encryption",
            "notification",
            "logging",
            "cors",
            "torrent",
            "restore",
            "select",
            "append",
            "renameObject");

    private static final Map<String, String> OF_BUCKET = Map.of(
            "GET versioning", "GetBucketVersioning",
            "GET location", "GetBucketLocation",
            "GET versions", "ListObjectVersions",
            "GET policy", "GetBucketPolicy",
            "GET lifecycle", "GetBucketLifecycleConfiguration",
            "PUT versioning", "PutBucketVersioning");

    static S3Request of(HttpRequest http) {
        Address address = Address.of(http);
        Map<String, String> query = http.queryParameters();
        return new S3Request(http, address, query, operation(http, address, query));
    }

    private static String operation(HttpRequest http, Address address, Map<String, String> query) {
        Optional<String> subresource =
                SUBRESOURCES.stream().filter(query::containsKey).findFirst();
        String named = http.method() + subresource.map(each -> " " + each).orElse("");
        if (address.bucket().isEmpty()) {
            return named.equals("GET") ? "ListBuckets" : unmodelled(named);
        }
        if (address.key().isEmpty()) {
            return subresource.isPresent()
                    ? Optional.ofNullable(OF_BUCKET.get(named)).orElseGet(() -> unmodelled(named))
                    : ofBucket(named, query);
        }
        return ofObject(http, named);
    }

    private static String ofBucket(String method, Map<String, String> query) {
        return switch (method) {
            case "GET" -> query.getOrDefault("list-type", "").equals("2") ? "ListObjectsV2" : unmodelled("ListObjects");
            case "HEAD" -> "HeadBucket";
            case "PUT" -> "CreateBucket";
            default -> unmodelled(method);
        };
    }

    private static String ofObject(HttpRequest http, String method) {
        return switch (method) {
            case "GET" -> "GetObject";
            case "HEAD" -> "HeadObject";
            case "PUT" -> http.header("x-amz-copy-source").isPresent() ? unmodelled("CopyObject") : "PutObject";
            case "DELETE" -> "DeleteObject";
            default -> unmodelled(method);
        };
    }

    /** Operations that are not modelled have names as well, so that physics and histories can speak of them. */
    private static String unmodelled(String name) {
        return "Unmodelled " + name;
    }

    String bucketName() {
        return address.bucket().orElseThrow();
    }

    String key() {
        return address.key();
    }

    Optional<String> parameter(String name) {
        return Optional.ofNullable(query.get(name));
    }

    /** Refuses parameters and headers that would mean something the model does not do. */
    void requireOnly(Set<String> parameters, Set<String> headers) {
        query.keySet().stream()
                .filter(name -> !parameters.contains(name)
                        && !name.equals("x-id")
                        && !name.toLowerCase(Locale.ROOT).startsWith("x-amz-"))
                .findFirst()
                .ifPresent(name -> {
                    throw S3Error.notModelled("The parameter " + name + " of " + operation);
                });
        http.headers().keySet().stream()
                .filter(name -> name.startsWith("x-amz-") || name.startsWith("if-"))
                .filter(name -> !COMMON_HEADERS.contains(name) && !headers.contains(name))
                .filter(name -> !name.startsWith("x-amz-meta-") && !Checksums.isChecksum(name))
                .findFirst()
                .ifPresent(name -> {
                    throw S3Error.notModelled("The header " + name + " of " + operation);
                });
    }

    private static final Set<String> COMMON_HEADERS = Set.of(
            "x-amz-date",
            "x-amz-content-sha256",
            "x-amz-security-token",
            "x-amz-decoded-content-length",
            "x-amz-trailer",
            "x-amz-sdk-checksum-algorithm",
            "x-amz-te",
            "x-amz-expected-bucket-owner");
}
