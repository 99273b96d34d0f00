package dev.pilotlight.failback;

import dev.pilotlight.database.ReplicationLag;
import dev.pilotlight.database.ReplicationLag.Sample;
import dev.pilotlight.failback.Constellation.Cluster;
import dev.pilotlight.failback.Constellation.Member;
import dev.pilotlight.plan.Database;
import dev.pilotlight.plan.Failback;
import dev.pilotlight.step.Guard;
import dev.pilotlight.step.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Whether the cluster at home is so close behind the serving one that a switchover would take a moment only. What has
 * no fresh sample is not in step: an unknown lag is not zero.
 *
 * @param homeward the database on its way home, whose lag is the home cluster's
 */
record InStep(ReplicationLag lag, Database homeward, Failback failback) {
    /** The metric has a sample a minute, and a late one now and then. */
    private static final Duration FRESH = Duration.ofMinutes(3);

    /** Versions must agree before anything is switched over; a difference does not pass by itself. */
    static Optional<Outcome.Refused> versions(Constellation seen) {
        Cluster serving = seen.serving().orElseThrow();
        Cluster home = seen.home().orElseThrow();
        return serving.version().equals(home.version()) && serving.engine().equals(home.engine())
                ? Optional.empty()
                : Optional.of(
                        new Outcome.Refused(
                                Guard.VERSIONS_DIFFER,
                                serving.identifier() + " runs " + serving.engine() + " " + serving.version() + ", and "
                                        + home.identifier() + " runs " + home.engine() + " " + home.version(),
                                "upgrade the older one (aws rds modify-db-cluster --engine-version ...), then start the failback again"));
    }

    /**
     * Something that is still missing.
     *
     * @param what in one sentence
     * @param late the guard that speaks when it is missing for too long
     */
    record Missing(String what, Guard late) {
        private static Missing of(String what) {
            return new Missing(what, Guard.DEADLINE_PASSED);
        }
    }

    /** What is still missing; empty when the cluster at home is in step. */
    Optional<Missing> missing(Constellation seen, Instant now) {
        Cluster home = seen.home().orElseThrow();
        if (!home.available()) {
            return Optional.of(Missing.of("the cluster " + home.identifier() + " is " + home.status()));
        }
        if (home.instances().stream().noneMatch(each -> each.status().equals("available"))) {
            return Optional.of(Missing.of("no instance of " + home.identifier() + " is available yet"));
        }
        String synchronisation = seen.global()
                .map(global -> global.members().get(home.arn()))
                .map(Member::synchronisation)
                .orElse("");
        if (!synchronisation.isEmpty() && !synchronisation.equals("connected")) {
            return Optional.of(Missing.of("the replication to " + home.identifier() + " is " + synchronisation));
        }
        return behind(now);
    }

    private Optional<Missing> behind(Instant now) {
        List<Sample> samples = lag.samples(homeward, now.minus(FRESH), now);
        String cluster = homeward.recoveryCluster().identifier();
        if (samples.isEmpty() || !samples.getFirst().usable()) {
            return Optional.of(Missing.of("there is no usable sample of the lag of " + cluster + " of the last "
                    + FRESH.toMinutes() + " minutes"));
        }
        Sample last = samples.getFirst();
        return last.millis() <= failback.maxLag().toMillis()
                ? Optional.empty()
                : Optional.of(new Missing(
                        cluster + " was " + (long) Math.ceil(last.millis()) + " ms behind at " + last.at()
                                + "; the plan allows " + failback.maxLag().toMillis() + " ms",
                        Guard.LAG_TOO_HIGH));
    }
}
