package dev.pilotlight.twin.service.cloudwatch;

import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one series of data is about.
 *
 * @param namespace for example {@code AWS/Route53}
 * @param name for example {@code HealthCheckStatus}
 * @param dimensions by name; each set of dimensions is a metric of its own
 */
public record Metric(String namespace, String name, SortedMap<String, String> dimensions)
        implements Comparable<Metric> {
    private static final int MOST_DIMENSIONS = 30;
    private static final Comparator<Metric> ORDER = Comparator.comparing(Metric::namespace)
            .thenComparing(Metric::name)
            .thenComparing(metric -> metric.dimensions().toString());

    public Metric {
        if (namespace.isBlank() || name.isBlank()) {
            throw new IllegalArgumentException("a metric needs a namespace and a name");
        }
        if (dimensions.size() > MOST_DIMENSIONS) {
            throw new IllegalArgumentException("a metric has at most " + MOST_DIMENSIONS + " dimensions");
        }
        dimensions = Collections.unmodifiableSortedMap(new TreeMap<>(dimensions));
    }

    /** A metric with the given dimensions, in any order. */
    public static Metric of(String namespace, String name, Map<String, String> dimensions) {
        return new Metric(namespace, name, new TreeMap<>(dimensions));
    }

    @Override
    public int compareTo(Metric other) {
        return ORDER.compare(this, other);
    }
}
