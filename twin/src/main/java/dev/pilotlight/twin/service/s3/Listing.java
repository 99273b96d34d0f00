package dev.pilotlight.twin.service.s3;

import dev.pilotlight.twin.wire.Xml;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One page of a bucket's content. */
final class Listing {
    private static final int LARGEST_PAGE = 1000;
    private static final Set<String> PARAMETERS = Set.of(
            "list-type", "prefix", "delimiter", "max-keys", "continuation-token", "start-after", "encoding-type");
    private static final Set<String> VERSION_PARAMETERS =
            Set.of("versions", "prefix", "max-keys", "key-marker", "version-id-marker", "encoding-type");

    private final S3Request request;
    private final Bucket bucket;
    private final String prefix;
    private final int limit;

    private Listing(S3Request request, Bucket bucket) {
        this.request = request;
        this.bucket = bucket;
        this.prefix = request.parameter("prefix").orElse("");
        this.limit = Math.min(LARGEST_PAGE, limit(request));
    }

    private static int limit(S3Request request) {
        try {
            return Integer.parseUnsignedInt(request.parameter("max-keys").orElse("1000"));
        } catch (NumberFormatException e) {
            throw S3Error.of(400, "InvalidArgument", "Provided max-keys not an integer or within integer range");
        }
    }

    static Xml objects(S3Request request, Bucket bucket) {
        request.requireOnly(PARAMETERS, Set.of());
        return new Listing(request, bucket).objects();
    }

    static Xml versions(S3Request request, Bucket bucket) {
        request.requireOnly(VERSION_PARAMETERS, Set.of());
        return new Listing(request, bucket).versions();
    }

    /** What fits on one page; after {@code last} the next one goes on. */
    private record Page(List<StoredObject> contents, Set<String> folders, String last, boolean truncated) {}

    private Page page() {
        String after = request.parameter("continuation-token")
                .map(Listing::fromToken)
                .or(() -> request.parameter("start-after"))
                .orElse("");
        List<StoredObject> contents = new ArrayList<>();
        Set<String> folders = new LinkedHashSet<>();
        String last = "";
        for (String key : bucket.keys()) {
            Optional<StoredObject> current = bucket.current(key);
            Optional<String> folder = folder(key);
            boolean passed = key.compareTo(after) <= 0
                    || folder.filter(after::startsWith).isPresent();
            boolean seen = folder.filter(folders::contains).isPresent();
            if (current.isEmpty() || !key.startsWith(prefix) || passed || seen) {
                continue;
            }
            if (contents.size() + folders.size() == limit) {
                return new Page(contents, folders, last, true);
            }
            folder.ifPresentOrElse(folders::add, () -> contents.add(current.get()));
            last = folder.orElse(key);
        }
        return new Page(contents, folders, last, false);
    }

    private Xml objects() {
        Page page = page();
        Xml xml = Xml.element("ListBucketResult")
                .withNamespace(S3Service.NAMESPACE)
                .add(Xml.text("Name", bucket.name()))
                .add(Xml.text("Prefix", encoded(prefix)))
                .add(Xml.text(
                        "KeyCount", page.contents().size() + page.folders().size()))
                .add(Xml.text("MaxKeys", limit))
                .add(Xml.text("IsTruncated", page.truncated()))
                .maybe("Delimiter", request.parameter("delimiter").map(this::encoded))
                .maybe("StartAfter", request.parameter("start-after").map(this::encoded))
                .maybe("ContinuationToken", request.parameter("continuation-token"))
                .maybe("EncodingType", request.parameter("encoding-type"));
        if (page.truncated()) {
            xml.add(Xml.text("NextContinuationToken", toToken(page.last())));
        }
        page.contents().forEach(object -> xml.add(content(object)));
        page.folders().forEach(folder -> xml.add(Xml.element("CommonPrefixes", Xml.text("Prefix", encoded(folder)))));
        return xml;
    }

    private Optional<String> folder(String key) {
        String delimiter = request.parameter("delimiter").orElse("");
        if (delimiter.isEmpty() || !key.startsWith(prefix)) {
            return Optional.empty();
        }
        int end = key.indexOf(delimiter, prefix.length());
        return end < 0 ? Optional.empty() : Optional.of(key.substring(0, end + delimiter.length()));
    }

    private Xml content(StoredObject object) {
        return Xml.element(
                "Contents",
                Xml.text("Key", encoded(object.key())),
                Xml.time("LastModified", object.modified()),
                Xml.text("ETag", object.quotedEtag()),
                Xml.text("Size", object.bytes().length),
                Xml.text("StorageClass", "STANDARD"));
    }

    private Xml versions() {
        String keyMarker = request.parameter("key-marker").orElse("");
        Optional<String> versionMarker = request.parameter("version-id-marker").filter(marker -> !marker.isEmpty());
        Xml xml = Xml.element("ListVersionsResult")
                .withNamespace(S3Service.NAMESPACE)
                .add(Xml.text("Name", bucket.name()))
                .add(Xml.text("Prefix", encoded(prefix)))
                .add(Xml.text("KeyMarker", encoded(keyMarker)))
                .add(Xml.text("VersionIdMarker", versionMarker.orElse("")))
                .add(Xml.text("MaxKeys", limit))
                .maybe("EncodingType", request.parameter("encoding-type"));
        List<StoredObject> rest = rest(keyMarker, versionMarker);
        List<StoredObject> page = rest.subList(0, Math.min(limit, rest.size()));
        boolean truncated = page.size() < rest.size();
        xml.add(Xml.text("IsTruncated", truncated));
        if (truncated && !page.isEmpty()) {
            xml.add(Xml.text("NextKeyMarker", encoded(page.getLast().key())));
            xml.add(Xml.text("NextVersionIdMarker", page.getLast().versionId()));
        }
        page.forEach(version -> xml.add(version(version)));
        return xml;
    }

    private List<StoredObject> rest(String keyMarker, Optional<String> versionMarker) {
        List<StoredObject> rest = new ArrayList<>();
        for (String key : bucket.keys()) {
            if (key.startsWith(prefix)) {
                List<StoredObject> versions = bucket.versions(key);
                if (key.compareTo(keyMarker) > 0) {
                    rest.addAll(versions);
                } else if (key.equals(keyMarker) && versionMarker.isPresent()) {
                    versions.stream()
                            .dropWhile(version -> !version.versionId().equals(versionMarker.get()))
                            .skip(1)
                            .forEach(rest::add);
                }
            }
        }
        return rest;
    }

    private Xml version(StoredObject version) {
        boolean latest = bucket.newest(version.key())
                .map(StoredObject::versionId)
                .filter(version.versionId()::equals)
                .isPresent();
        Xml xml = Xml.element(version.deleteMarker() ? "DeleteMarker" : "Version")
                .add(Xml.text("Key", encoded(version.key())))
                .add(Xml.text("VersionId", version.versionId()))
                .add(Xml.text("IsLatest", latest))
                .add(Xml.time("LastModified", version.modified()));
        if (!version.deleteMarker()) {
            xml.add(Xml.text("ETag", version.quotedEtag()));
            xml.add(Xml.text("Size", version.bytes().length));
            xml.add(Xml.text("StorageClass", "STANDARD"));
        }
        return xml;
    }

    private String encoded(String text) {
        return request.parameter("encoding-type").isPresent()
                ? URLEncoder.encode(text, StandardCharsets.UTF_8).replace("%2F", "/")
                : text;
    }

    private static String toToken(String key) {
        return Base64.getUrlEncoder().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }

    private static String fromToken(String token) {
        try {
            return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw S3Error.of(400, "InvalidArgument", "The continuation token provided is incorrect");
        }
    }
}
