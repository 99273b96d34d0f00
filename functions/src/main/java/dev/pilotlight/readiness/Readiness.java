package dev.pilotlight.readiness;

import java.util.List;

/**
 * How ready a plan is, all in all.
 *
 * @param results one for each topic, in the order of the topics
 */
record Readiness(List<Result> results) {
    Readiness {
        results = List.copyOf(results);
    }

    /** The worst of it: something that is not ready outweighs something unknown. */
    Status verdict() {
        if (count(Status.NOT_READY) > 0) {
            return Status.NOT_READY;
        }
        return count(Status.UNKNOWN) > 0 ? Status.UNKNOWN : Status.READY;
    }

    /** How much of it is ready, in percent, rounded down: 100 means everything. */
    int score() {
        return (int) (100L * count(Status.READY) / results.size());
    }

    long count(Status status) {
        return results.stream().filter(result -> result.status() == status).count();
    }
}
