package dev.pilotlight.twin.service.route53;

import dev.pilotlight.twin.wire.AwsError;
import dev.pilotlight.twin.wire.HttpRequest;
import java.util.List;
import java.util.Optional;

/** Long lists are answered in pages; the next page begins with what this one had no room for. */
final class Page {
    private static final int LARGEST = 300;

    private Page() {}

    static int limit(HttpRequest request) {
        String sent = request.queryParameters().getOrDefault("maxitems", String.valueOf(LARGEST));
        try {
            return Math.clamp(Integer.parseInt(sent), 1, LARGEST);
        } catch (NumberFormatException e) {
            throw AwsError.badRequest("InvalidInput", "maxitems must be a number");
        }
    }

    static <T> List<T> first(List<T> items, int limit) {
        return items.subList(0, Math.min(limit, items.size()));
    }

    static <T> Optional<T> next(List<T> items, int limit) {
        return items.stream().skip(limit).findFirst();
    }
}
