package dev.pilotlight.cli.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.rehearsal.PlanFile;
import dev.pilotlight.twin.world.Nature;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The walk-through's plan with the waits shortened that are minutes on AWS, and the shortened periods of the twin's own
 * watchers. What is shortened is said at the end of every demo.
 */
record DemoPlan(Duration window, String strategy) {
    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(1);
    private static final Duration DRAIN = Duration.ofSeconds(3);
    private static final Nature.Tempo TEMPO = new Nature.Tempo(
            Duration.ofMillis(500),
            3,
            1,
            Duration.ofMillis(500),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofMillis(50));

    /** How often the witness and the recovery Region look; each minute on AWS. */
    static final String SCHEDULE = "rate(2 seconds)";

    Nature.Tempo tempo() {
        return TEMPO;
    }

    ObjectNode read(Path file) {
        ObjectNode plan = PlanFile.read(file);
        plan.withObject("/outage").put("window", text(window));
        plan.withObject("/sites/0").put("interval", text(CHECK_INTERVAL));
        plan.withObject("/traffic").put("healthCheckInterval", text(CHECK_INTERVAL));
        plan.withObject("/tiers/0").put("count", 1);
        plan.withObject("/databases/0").put("strategy", strategy);
        plan.withObject("/drill/sites/0").put("interval", text(CHECK_INTERVAL));
        plan.withObject("/failback").put("drain", text(DRAIN));
        plan.withObject("/failback/sites/0").put("interval", text(CHECK_INTERVAL));
        plan.withObject("/failback/tiers/0").put("count", 1);
        return plan;
    }

    /** Consecutive passes of the shop's site times their interval. */
    Duration checks(ObjectNode plan) {
        return CHECK_INTERVAL.multipliedBy(plan.at("/sites/0/passes").asInt());
    }

    /** From the switch to the last visitor who follows it. */
    Duration propagation() {
        return TEMPO.healthCheckInterval().multipliedBy(TEMPO.switchFailures()).plus(TEMPO.timeToLive());
    }

    String shortened() {
        return "Shortened for this demo: Route 53 probes every "
                + Summary.seconds(TEMPO.healthCheckInterval()) + " s (AWS: 10 or 30 s), the alarm's period is "
                + Summary.seconds(TEMPO.alarmPeriod()) + " s (AWS: 60 s, or 10 s at high resolution), names live "
                + TEMPO.timeToLive().toSeconds() + " s (usually 60 s), the window is " + window.toSeconds()
                + " s (plan: 60 s), the site is checked every " + CHECK_INTERVAL.toSeconds() + " s (plan: 5 s).";
    }

    private static String text(Duration duration) {
        return duration.toSeconds() + "s";
    }
}
