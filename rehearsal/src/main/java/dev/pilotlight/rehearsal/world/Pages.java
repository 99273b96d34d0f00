package dev.pilotlight.rehearsal.world;

import dev.pilotlight.twin.wire.HttpRequest;
import dev.pilotlight.twin.wire.HttpResponse;
import dev.pilotlight.twin.world.Twin;
import dev.pilotlight.twin.world.Walkthrough;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The pages of the hosts that a plan names and the walk-through has not; a host may have several. */
final class Pages {
    private static final Set<String> KNOWN = Set.of(
            Walkthrough.PRIMARY_SITE,
            Walkthrough.RECOVERY_SITE,
            Walkthrough.DRILL_SITE,
            Walkthrough.SHOP,
            "checkip.example",
            "shop-site-east.s3-website-us-east-1.amazonaws.com",
            "shop-site-west.s3-website-us-west-2.amazonaws.com");

    private final Twin twin;
    private final Map<String, Map<String, Supplier<HttpResponse>>> hosts = new TreeMap<>();

    Pages(Twin twin) {
        this.twin = twin;
    }

    /** Adds a page, or puts it in the place of the one at the same address. */
    void add(URI url, Supplier<HttpResponse> page) {
        String host = url.getHost();
        if (!KNOWN.contains(host)) {
            hosts.computeIfAbsent(host, this::host).put(path(url.getPath()), page);
        }
    }

    private Map<String, Supplier<HttpResponse>> host(String host) {
        Map<String, Supplier<HttpResponse>> pages = new TreeMap<>();
        twin.internet().add(host, request -> visit(pages, request));
        return pages;
    }

    private static HttpResponse visit(Map<String, Supplier<HttpResponse>> pages, HttpRequest request) {
        return pages.getOrDefault(path(request.path()), () -> HttpResponse.of(404, "text/plain", "no such page\n"))
                .get();
    }

    private static String path(String path) {
        return path.isEmpty() ? "/" : path;
    }
}
