package dev.pilotlight.twin.service.cloudwatch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The data of all metrics in all Regions. A datum is visible as soon as it is published.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html#metrics-retention">How
 *     long CloudWatch keeps data of one minute</a>
 */
final class MetricStore {
    private static final Duration RETENTION = Duration.ofDays(15);

    private final SortedMap<String, SortedMap<Metric, NavigableMap<Instant, List<Datum>>>> regions = new TreeMap<>();

    /**
     * What became of one period.
     *
     * @param start the period's first moment
     * @param summary empty when nothing was published
     */
    record Period(Instant start, Optional<Summary> summary) {}

    synchronized void put(String region, Metric metric, Datum datum) {
        NavigableMap<Instant, List<Datum>> series =
                regions.computeIfAbsent(region, _ -> new TreeMap<>()).computeIfAbsent(metric, _ -> new TreeMap<>());
        series.computeIfAbsent(datum.at(), _ -> new ArrayList<>()).add(datum);
        series.headMap(datum.at().minus(RETENTION), false).clear();
    }

    /** The metrics of a Region that have data, in their order. */
    synchronized List<Metric> metrics(String region) {
        return List.copyOf(regions.getOrDefault(region, new TreeMap<>()).keySet());
    }

    synchronized List<Datum> data(String region, Metric metric) {
        return series(region, metric).values().stream().flatMap(List::stream).toList();
    }

    /**
     * Everything published from a moment on and before another.
     *
     * @param unit only data with this unit, when there is one
     */
    synchronized Optional<Summary> summary(
            String region, Metric metric, Optional<String> unit, Instant from, Instant until) {
        return series(region, metric).subMap(from, true, until, false).values().stream()
                .flatMap(List::stream)
                .filter(datum -> unit.map(datum.unit()::equals).orElse(true))
                .map(Datum::summary)
                .reduce(Summary::with);
    }

    /** The periods with data between two moments, the oldest first; periods are counted from 1970 on. */
    synchronized List<Period> periods(
            String region, Metric metric, Optional<String> unit, Duration period, Instant from, Instant until) {
        List<Period> periods = new ArrayList<>();
        Optional<Instant> next = firstAtOrAfter(region, metric, floor(from, period));
        while (next.isPresent() && next.get().isBefore(until)) {
            Instant start = floor(next.get(), period);
            Instant end = start.plus(period);
            Optional<Summary> summary = summary(region, metric, unit, start, end.isBefore(until) ? end : until);
            if (summary.isPresent()) {
                periods.add(new Period(start, summary));
            }
            next = firstAtOrAfter(region, metric, end);
        }
        return periods;
    }

    private Optional<Instant> firstAtOrAfter(String region, Metric metric, Instant moment) {
        return Optional.ofNullable(series(region, metric).ceilingKey(moment));
    }

    private NavigableMap<Instant, List<Datum>> series(String region, Metric metric) {
        return regions.getOrDefault(region, new TreeMap<>()).getOrDefault(metric, new TreeMap<>());
    }

    /** The last multiple of a span, counted from 1970 on, that is not after a moment. */
    static Instant floor(Instant moment, Duration span) {
        return Instant.ofEpochMilli(Math.floorDiv(moment.toEpochMilli(), span.toMillis()) * span.toMillis());
    }
}
