package dev.pilotlight.twin.physics;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Request limits: one token bucket for each Region and action. The second kind of EC2 limit, by the number of resources
 * a request touches, is not modelled.
 *
 * @param buckets by {@code service:Action}; {@code service:Describe*} and {@code service:*} stand for the actions that
 *     have none of their own; what matches nothing is not limited
 */
public record Throttling(Map<String, Bucket> buckets) {

    public Throttling {
        buckets = Map.copyOf(buckets);
    }

    /**
     * A bucket that starts full.
     *
     * @param size requests that may come at once
     * @param perSecond tokens that flow back each second
     */
    public record Bucket(int size, double perSecond) {
        public Bucket {
            if (size < 0 || !(perSecond >= 0)) {
                throw new IllegalArgumentException("a bucket has a size and a rate: " + size + ", " + perSecond);
            }
        }
    }

    /**
     * The limits of <a href="https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html">request
     * throttling for the Amazon EC2 API</a>; RDS publishes none, its bucket is an assumption.
     */
    public static Throttling defaults() {
        return new Throttling(Map.of(
                "ec2:Describe*", new Bucket(100, 20),
                "ec2:RunInstances", new Bucket(5, 2),
                "ec2:CreateTags", new Bucket(100, 10),
                "ec2:TerminateInstances", new Bucket(100, 5),
                "ec2:*", new Bucket(50, 5),
                "rds:*", new Bucket(50, 10)));
    }

    public static Throttling none() {
        return new Throttling(Map.of());
    }

    public Throttling with(String key, Bucket bucket) {
        Map<String, Bucket> changed = new LinkedHashMap<>(buckets);
        changed.put(key, bucket);
        return new Throttling(changed);
    }

    /** The bucket that an action takes its tokens from; empty when it is not limited. */
    public Optional<Bucket> of(String service, String action) {
        String family = action.startsWith("Describe") ? ":Describe*" : ":*";
        return Optional.ofNullable(buckets.get(service + ":" + action))
                .or(() -> Optional.ofNullable(buckets.get(service + family)))
                .or(() -> Optional.ofNullable(buckets.get(service + ":*")));
    }
}
