package dev.pilotlight.twin.service.s3;

import dev.pilotlight.twin.wire.HttpRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which bucket and which key a request means: by the path on an address like {@code 127.0.0.1}, by the host's first
 * part otherwise.
 *
 * @param key decoded; empty when the bucket itself is meant
 * @param website whether the address is that of the bucket's website
 */
record Address(Optional<String> bucket, String key, boolean website) {
    private static final Pattern WEBSITE =
            Pattern.compile("^(?<bucket>.+)\\.s3-website[.-][a-z0-9-]+\\.(?:amazonaws\\.com|localhost)$");
    private static final Pattern VIRTUAL_HOST =
            Pattern.compile("^(?<bucket>.+)\\.(?:s3(?:[.-][a-z0-9-]+)?\\.(?:amazonaws\\.com|localhost)|localhost)$");
    private static final Pattern ENDPOINT = Pattern.compile("s3[.-][a-z0-9-]+\\.amazonaws\\.com|s3\\.amazonaws\\.com");
    private static final Pattern PORT = Pattern.compile(":[0-9]+$");

    static Address of(HttpRequest request) {
        String host = withoutPort(request.host());
        String path = decoded(request.path().substring(1));
        Matcher website = WEBSITE.matcher(host);
        if (website.matches()) {
            return new Address(Optional.of(website.group("bucket")), path, true);
        }
        Matcher virtualHost = VIRTUAL_HOST.matcher(host);
        if (virtualHost.matches() && !virtualHost.group("bucket").equals("s3")) {
            return new Address(Optional.of(virtualHost.group("bucket")), path, false);
        }
        return ofPath(path);
    }

    private static Address ofPath(String path) {
        if (path.isEmpty()) {
            return new Address(Optional.empty(), "", false);
        }
        int slash = path.indexOf('/');
        return slash < 0
                ? new Address(Optional.of(path), "", false)
                : new Address(Optional.of(path.substring(0, slash)), path.substring(slash + 1), false);
    }

    /** Whether somebody at this host could mean S3 at all. */
    static boolean isHostOfS3(String host) {
        String name = withoutPort(host);
        boolean possible = name.contains("s3") || name.endsWith(".localhost");
        return possible
                && (WEBSITE.matcher(name).matches()
                        || VIRTUAL_HOST.matcher(name).matches()
                        || ENDPOINT.matcher(name).matches());
    }

    private static String withoutPort(String host) {
        return host.indexOf(':') < 0 ? host : PORT.matcher(host).replaceFirst("");
    }

    private static String decoded(String path) {
        return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
