package dev.pilotlight.readiness;

import dev.pilotlight.plan.Plan;
import java.time.Instant;

/** One question about the world. It changes nothing, and it may fail: whoever asks makes that an unknown answer. */
interface Check {
    Topic topic();

    Finding look(Plan plan, Instant now);
}
