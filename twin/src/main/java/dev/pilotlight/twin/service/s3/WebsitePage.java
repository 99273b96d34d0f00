package dev.pilotlight.twin.service.s3;

import dev.pilotlight.twin.service.s3.BucketSettings.StaticSite;
import dev.pilotlight.twin.wire.HttpRequest;
import dev.pilotlight.twin.wire.HttpResponse;
import java.util.Map;
import java.util.Optional;

/**
 * What a visitor of a bucket's website sees: index documents for folders, the error document for what is missing.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteHosting.html">Hosting a static website</a>
 */
final class WebsitePage {
    private static final String HTML = "text/html; charset=utf-8";

    private WebsitePage() {}

    static HttpResponse answer(HttpRequest request, Address address, Optional<Bucket> bucket) {
        HttpResponse response = bucket.map(found -> answer(request, address.key(), found))
                .orElseGet(() -> plain(404, "Not Found", "NoSuchBucket", "The specified bucket does not exist"));
        return request.method().equals("HEAD")
                ? new HttpResponse(response.status(), response.headers(), new byte[0])
                : response;
    }

    private static HttpResponse answer(HttpRequest request, String path, Bucket bucket) {
        if (bucket.settings().website().isEmpty()) {
            return plain(
                    404,
                    "Not Found",
                    "NoSuchWebsiteConfiguration",
                    "The specified bucket does not have a website configuration");
        }
        if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
            return plain(
                    405,
                    "Method Not Allowed",
                    "MethodNotAllowed",
                    "The specified method is not allowed against this resource.");
        }
        if (!bucket.settings().publicRead()) {
            return plain(403, "Forbidden", "AccessDenied", "Access Denied");
        }
        return page(path, bucket, bucket.settings().website().get());
    }

    private static HttpResponse page(String path, Bucket bucket, StaticSite site) {
        boolean folder = path.isEmpty() || path.endsWith("/");
        Optional<StoredObject> object = bucket.current(folder ? path + site.indexDocument() : path);
        if (object.isPresent()) {
            return content(200, object.get());
        }
        if (!folder && bucket.current(path + "/" + site.indexDocument()).isPresent()) {
            return ObjectOperations.empty(302).with("location", "/" + path + "/");
        }
        return site.errorDocument()
                .flatMap(bucket::current)
                .map(error -> content(404, error))
                .orElseGet(() -> plain(404, "Not Found", "NoSuchKey", "The specified key does not exist."));
    }

    private static HttpResponse content(int status, StoredObject object) {
        String type = object.headers().getOrDefault("content-type", "binary/octet-stream");
        return new HttpResponse(status, Map.of("content-type", type, "etag", object.quotedEtag()), object.bytes());
    }

    private static HttpResponse plain(int status, String reason, String code, String message) {
        String title = status + " " + reason;
        return HttpResponse.of(
                status,
                HTML,
                "<html>\n<head><title>" + title + "</title></head>\n<body>\n<h1>" + title + "</h1>\n<ul>\n<li>Code: "
                        + code + "</li>\n<li>Message: " + message + "</li>\n</ul>\n</body>\n</html>\n");
    }
}
