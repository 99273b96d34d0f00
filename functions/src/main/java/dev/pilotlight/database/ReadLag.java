package dev.pilotlight.database;

import dev.pilotlight.database.ReplicationLag.Sample;
import dev.pilotlight.plan.Database;
import dev.pilotlight.step.Guard;
import dev.pilotlight.step.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Judges what a promotion would lose (S5). During an outage the lag freezes or stops, so what counts is the last sample
 * from before the outage, when it was fresh at that moment; no such sample is unknown, not zero. The detection delay is
 * added: until the outage was noticed, a primary that was not wholly gone may have accepted writes that went nowhere.
 * The sum bounds the loss from below, for nobody knows when the primary stopped.
 */
public final class ReadLag {
    private static final Duration FRESH = Duration.ofMinutes(2);

    private final ReplicationLag lag;

    public ReadLag(ReplicationLag lag) {
        this.lag = lag;
    }

    /**
     * Looks at the lag once.
     *
     * @param outageBegan when the primary began to fail
     * @param detectedAt when the first run for this outage started
     */
    public Outcome advance(Database database, Instant outageBegan, Instant detectedAt) {
        List<Sample> before = lag.samples(database, outageBegan.minus(Duration.ofMinutes(15)), outageBegan).stream()
                .filter(sample -> sample.at().isBefore(outageBegan))
                .toList();
        if (before.isEmpty()) {
            return unknown(database, "there is no sample from before the outage began at " + outageBegan);
        }
        Sample last = before.getFirst();
        Duration age = Duration.between(last.at(), outageBegan);
        if (age.compareTo(FRESH) > 0) {
            return unknown(
                    database,
                    "the last sample is from " + last.at() + ", " + age.toSeconds()
                            + " s before the outage began; it may be " + FRESH.toSeconds() + " s old");
        }
        if (!last.usable()) {
            return unknown(database, "the last sample is " + last.millis() + " ms, which cannot be");
        }
        return judge(database, last, outageBegan, detectedAt);
    }

    private static Outcome judge(Database database, Sample last, Instant outageBegan, Instant detectedAt) {
        long millis = (long) Math.ceil(last.millis());
        long delay = Math.max(0, Duration.between(outageBegan, detectedAt).toMillis());
        long loss = millis + delay;
        if (loss > database.maxLag().toMillis()) {
            return new Outcome.Refused(
                    Guard.LAG_TOO_HIGH,
                    "database " + database.name() + " was " + millis + " ms behind at " + last.at()
                            + ", and it took " + delay + " ms until the outage was noticed; the plan allows "
                            + database.maxLag().toMillis() + " ms together",
                    "weigh the loss against waiting for the primary; raise maxLag in the plan and start again if it is "
                            + "acceptable, or promote by hand");
        }
        Map<String, Object> evidence = new TreeMap<>();
        evidence.put("database", database.name());
        evidence.put("lagMillis", millis);
        evidence.put("at", last.at().toString());
        evidence.put("detectionDelayMillis", delay);
        evidence.put("lossAtLeastMillis", loss);
        return Outcome.done(evidence);
    }

    private static Outcome unknown(Database database, String why) {
        return new Outcome.Refused(
                Guard.LAG_UNKNOWN,
                "database " + database.name() + ": " + why,
                "look at the metric AuroraGlobalDBRPOLag of "
                        + database.recoveryCluster().identifier() + " in "
                        + database.recoveryCluster().region() + "; promote by hand if the loss is acceptable");
    }
}
