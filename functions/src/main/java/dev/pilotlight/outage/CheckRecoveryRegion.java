package dev.pilotlight.outage;

import dev.pilotlight.plan.RegionName;
import dev.pilotlight.recovery.RecoveryServices;
import dev.pilotlight.step.Guard;
import dev.pilotlight.step.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;

/**
 * Makes sure that the recovery Region can take over: a promotion into a Region that fails as well helps nobody (S14).
 */
public final class CheckRecoveryRegion {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final RecoveryServices services;

    public CheckRecoveryRegion(RecoveryServices services) {
        this.services = services;
    }

    /**
     * Asks the services once.
     *
     * @param since when this step was first entered in this run
     */
    public Outcome advance(RegionName region, Instant since, Instant now) {
        SortedMap<String, String> unanswered = services.unanswered();
        if (unanswered.isEmpty()) {
            return Outcome.done(Map.of("region", region.value(), "answeredAt", now.toString()));
        }
        String why = "in " + region + " these services did not answer: " + unanswered;
        if (since.plus(PATIENCE).isAfter(now)) {
            return new Outcome.Pending(why);
        }
        return new Outcome.Refused(
                Guard.RECOVERY_REGION_DEGRADED,
                why + ", for more than " + PATIENCE.toSeconds() + " s",
                "look at the AWS Health Dashboard for " + region + "; start the failover again once they answer");
    }
}
