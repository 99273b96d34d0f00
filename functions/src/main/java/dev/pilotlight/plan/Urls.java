package dev.pilotlight.plan;

import java.net.URI;

/** The rule for every URL in a plan. */
final class Urls {
    private Urls() {}

    static void requireHttp(URI url) {
        boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
        Form.require(
                web && url.getHost() != null && url.getUserInfo() == null && url.getFragment() == null,
                "a URL that cannot be checked; write it like https://shop.example/health, without a user or a fragment");
    }
}
