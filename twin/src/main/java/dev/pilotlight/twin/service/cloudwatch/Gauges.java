package dev.pilotlight.twin.service.cloudwatch;

import dev.pilotlight.twin.time.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;

/** Publishes the metrics of services that have a value at every moment, such as a replication lag. */
public final class Gauges {
    private final Timeline timeline;
    private final CloudWatchService cloudWatch;

    public Gauges(Timeline timeline, CloudWatchService cloudWatch) {
        this.timeline = timeline;
        this.cloudWatch = cloudWatch;
    }

    /** Something that can be read; empty while it cannot, and then nothing is published. */
    @FunctionalInterface
    public interface Gauge {
        OptionalDouble read(Instant now);
    }

    /**
     * Begins to publish a gauge, at once and after every pause.
     *
     * @return the task that does it; interrupt it to stop
     */
    public Timeline.Task start(String region, Metric metric, Duration pause, Gauge gauge) {
        return timeline.start("gauge of " + metric.name(), () -> {
            try {
                while (true) {
                    Instant now = timeline.now();
                    gauge.read(now).ifPresent(value -> cloudWatch.publish(region, metric, value, now));
                    timeline.sleep(pause);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
