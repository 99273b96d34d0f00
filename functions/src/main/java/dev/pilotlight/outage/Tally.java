package dev.pilotlight.outage;

import dev.pilotlight.plan.Vantage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The votes of one moment, counted.
 *
 * @param quorum how many must say that the primary is down
 * @param control whether a target that has nothing to do with the primary has answered
 */
record Tally(List<Vote> votes, int quorum, boolean control) {
    Tally {
        votes = List.copyOf(votes);
    }

    /** Whether the primary counts as down: enough say so, one of them from outside, and our own network works. */
    boolean down() {
        boolean outside = votes.stream()
                .anyMatch(vote -> vote.verdict() == Verdict.UNHEALTHY && vote.vantage() == Vantage.OUTSIDE);
        return control && outside && count(Verdict.UNHEALTHY) >= quorum;
    }

    /** Whether the primary counts as well: most signals say so, or as many as a quorum, and none contradicts them. */
    boolean well() {
        long healthy = count(Verdict.HEALTHY);
        return 2 * healthy > votes.size() || (healthy >= quorum && count(Verdict.UNHEALTHY) == 0);
    }

    /** Whether even the signals that cannot tell would not make a quorum. */
    boolean outOfReach() {
        return count(Verdict.UNHEALTHY) + count(Verdict.UNKNOWN) < quorum;
    }

    long count(Verdict verdict) {
        return votes.stream().filter(vote -> vote.verdict() == verdict).count();
    }

    /** The earliest moment at which a signal saw the trouble begin. */
    Optional<Instant> began() {
        return votes.stream()
                .filter(vote -> vote.verdict() == Verdict.UNHEALTHY)
                .flatMap(vote -> vote.began().stream())
                .min(Instant::compareTo);
    }

    String summary() {
        return count(Verdict.UNHEALTHY) + " of " + votes.size() + " signals say that the primary is down, "
                + count(Verdict.HEALTHY) + " that it is well; " + quorum + " are needed, one of them from outside"
                + (control ? "" : ", and the control target must answer, which it does not");
    }
}
