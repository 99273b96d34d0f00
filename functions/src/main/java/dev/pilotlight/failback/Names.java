package dev.pilotlight.failback;

import dev.pilotlight.plan.ClusterArn;
import dev.pilotlight.plan.Database;
import dev.pilotlight.step.Epoch;

/**
 * What a failback calls the things it makes at home. Names make its requests idempotent, and tell whose they are.
 *
 * @param epoch of the run that makes them
 */
record Names(Database database, Epoch epoch) {
    /** An identifier has at most 63 characters, and what is added to it at most 30. */
    private static final int STEM = 33;

    /** The infix of the name of an old primary that is kept. */
    private static final String KEPT = "-kept-e";

    /** How the names of all kept old primaries begin. */
    static String keptPrefix(Database database) {
        return stem(database) + KEPT;
    }

    /** What the old primary is called from now on. */
    String kept() {
        return keptPrefix(database) + epoch;
    }

    /** The snapshot of the old primary, taken before anything is done to it. */
    String snapshot() {
        return stem(database) + "-before-failback-e" + epoch;
    }

    /** @param number from 1 */
    String instance(int number) {
        return stem(database) + "-e" + epoch + "-" + number;
    }

    private static String stem(Database database) {
        ClusterArn home = database.primaryCluster();
        String identifier = home.identifier();
        String stem = identifier.substring(0, Math.min(STEM, identifier.length()));
        return stem.endsWith("-") ? stem.substring(0, stem.length() - 1) : stem;
    }
}
