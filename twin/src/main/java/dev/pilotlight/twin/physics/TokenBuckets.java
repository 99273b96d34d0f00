package dev.pilotlight.twin.physics;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** The state of the token buckets of one service. */
public final class TokenBuckets {
    private final Throttling limits;
    private final String service;
    private final Map<Key, Level> levels = new HashMap<>();

    public TokenBuckets(Throttling limits, String service) {
        this.limits = limits;
        this.service = service;
    }

    private record Key(String region, String action) {}

    private record Level(double tokens, Instant at) {}

    /**
     * Takes one token for a request.
     *
     * @return whether there was one
     */
    public boolean take(String region, String action, Instant now) {
        return limits.of(service, action)
                .map(bucket -> take(new Key(region, action), bucket, now))
                .orElse(true);
    }

    private boolean take(Key key, Throttling.Bucket bucket, Instant now) {
        Level before = levels.getOrDefault(key, new Level(bucket.size(), now));
        double elapsed = Duration.between(before.at, now).toMillis() / 1000.0;
        double tokens = Math.min(bucket.size(), before.tokens + elapsed * bucket.perSecond());
        boolean granted = tokens >= 1;
        levels.put(key, new Level(granted ? tokens - 1 : tokens, now));
        return granted;
    }
}
