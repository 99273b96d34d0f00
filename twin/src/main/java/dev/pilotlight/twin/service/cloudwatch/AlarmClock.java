package dev.pilotlight.twin.service.cloudwatch;

import dev.pilotlight.twin.time.Timeline;
import java.time.Duration;

/** Has the alarms of a Region judged again and again; the real service looks at most of its alarms once a minute. */
public final class AlarmClock {
    private final Timeline timeline;
    private final CloudWatchService cloudWatch;

    public AlarmClock(Timeline timeline, CloudWatchService cloudWatch) {
        this.timeline = timeline;
        this.cloudWatch = cloudWatch;
    }

    /**
     * Begins to judge, for the first time after one pause.
     *
     * @return the task that does it; interrupt it to stop
     */
    public Timeline.Task start(String region, Duration pause) {
        return timeline.start("alarms of " + region, () -> {
            try {
                while (true) {
                    timeline.sleep(pause);
                    cloudWatch.evaluate(region, timeline.now());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
