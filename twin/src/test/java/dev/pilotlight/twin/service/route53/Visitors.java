package dev.pilotlight.twin.service.route53;

import dev.pilotlight.twin.time.Timeline;
import dev.pilotlight.twin.wire.HttpRequest;
import dev.pilotlight.twin.wire.HttpResponse;
import dev.pilotlight.twin.wire.Website;
import java.io.IOException;
import java.net.ConnectException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An internet of a few pages that a test changes as it goes. */
final class Visitors implements Website {
    private final Map<String, Page> pages = new TreeMap<>();
    final List<HttpRequest> seen = new ArrayList<>();

    /** What one host does. */
    interface Page {
        HttpResponse answer() throws IOException, InterruptedException;
    }

    void answers(String host, int status, String text) {
        pages.put(host, () -> HttpResponse.of(status, "text/plain", text));
    }

    void isGone(String host) {
        pages.remove(host);
    }

    void hangs(String host, Timeline timeline) {
        pages.put(host, () -> {
            timeline.signal().await();
            throw new IOException("nobody gets here");
        });
    }

    @Override
    public HttpResponse visit(HttpRequest request) throws IOException, InterruptedException {
        seen.add(request);
        Page page = pages.get(request.host());
        if (page == null) {
            throw new ConnectException("Connection refused: " + request.host());
        }
        return page.answer();
    }
}
