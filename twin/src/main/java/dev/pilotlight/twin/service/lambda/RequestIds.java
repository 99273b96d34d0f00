package dev.pilotlight.twin.service.lambda;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * The ids of invocations. No two invocations have the same one, not even of the same event at the same moment; and one
 * history always has the same ids, whatever else goes on beside it.
 */
final class RequestIds {
    private final Map<String, Integer> atThisMoment = new HashMap<>();
    private Instant moment = Instant.MIN;

    synchronized String next(String function, String event, Instant now) {
        if (!now.equals(moment)) {
            atThisMoment.clear();
            moment = now;
        }
        String what = function + '\n' + now + '\n' + event;
        int which = atThisMoment.merge(what, 1, Integer::sum);
        return UUID.nameUUIDFromBytes((which + "\n" + what).getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
