package dev.pilotlight.fence;

import dev.pilotlight.aws.Redaction;
import dev.pilotlight.fence.FenceRecord.Result;
import dev.pilotlight.journal.Deeds;
import dev.pilotlight.journal.Lease;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.Words;
import dev.pilotlight.step.BrokenConfigurationException;
import dev.pilotlight.step.Guard;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.RetryableThrottledException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Keeps the old primary from writing, as well as the plan's methods can, after the decision and before the promotion.
 * It never waits for the primary: once the plan's bound is reached, or no method can do more, the outcome is in the
 * journal. One call waits for at most one request that nobody answers.
 */
public final class FencePrimary {
    private static final int LONGEST_REASON = 300;

    private final List<Barrier> barriers;

    FencePrimary(List<Barrier> barriers) {
        this.barriers = List.copyOf(barriers);
    }

    /**
     * Goes on with the fence, or says what became of it.
     *
     * @param since when the fence was first asked for in this run; the plan's bound counts from there
     * @return done, with {@code fence} and whether plan or approval cover that ({@code covered})
     */
    public Outcome advance(Plan plan, Lease lease, Instant since, Instant now) {
        Deeds deeds = Deeds.of(lease);
        FenceRecord record = FenceRecord.of(deeds);
        Optional<Map<String, Object>> settled = record.evidence(plan);
        if (settled.isPresent()) {
            return Outcome.done(settled.get());
        }
        if (deeds.notes("decision").isEmpty()) {
            return new Outcome.Refused(
                    Guard.APPROVAL_MISSING,
                    "the record of this run holds no decision to promote, and a healthy primary is not fenced",
                    "start the failover machine from its beginning; the fence is not a step to start alone");
        }
        if (plan.databases().isEmpty() || barriers.isEmpty()) {
            return conclude(plan, lease, record, FenceOutcome.NOT_ATTEMPTED);
        }
        if (!since.plus(plan.fence().timeout()).isAfter(now)) {
            return conclude(plan, lease, record, outcome(record));
        }
        return attempt(plan, lease, deeds, record);
    }

    private Outcome attempt(Plan plan, Lease lease, Deeds deeds, FenceRecord record) {
        for (Barrier barrier : untriedFirst(record)) {
            if (record.last(barrier.method()).map(Result::open).orElse(true)) {
                Result result = shortened(Result.of(raise(barrier, deeds)));
                record.note(barrier.method(), result);
                if (result.kind() == Result.Kind.CLOSED || result.kind() == Result.Kind.SILENT) {
                    break;
                }
            }
        }
        FenceRecord after = FenceRecord.of(Deeds.of(lease));
        return isFinished(after)
                ? conclude(plan, lease, after, outcome(after))
                : new Outcome.Pending("the fence around the old primary is not up yet: " + methods(after));
    }

    /** A Region that does not answer holds up only the methods that need it. */
    private List<Barrier> untriedFirst(FenceRecord record) {
        return barriers.stream()
                .sorted(Comparator.comparing(
                        barrier -> record.last(barrier.method()).isPresent()))
                .toList();
    }

    private static Standing raise(Barrier barrier, Deeds deeds) {
        try {
            return barrier.raise(deeds);
        } catch (PrimarySilentException silent) {
            return new Standing.Silent(String.valueOf(silent.getMessage()));
        } catch (RetryableThrottledException throttled) {
            return new Standing.UnderWay(String.valueOf(throttled.getMessage()));
        } catch (BrokenConfigurationException rejected) {
            return new Standing.Refused(String.valueOf(rejected.getMessage()));
        }
    }

    private static Result shortened(Result result) {
        String why = Redaction.redact(result.why());
        return new Result(
                result.kind(), why.length() <= LONGEST_REASON ? why : why.substring(0, LONGEST_REASON) + "...");
    }

    private boolean isFinished(FenceRecord record) {
        List<Optional<Result>> last =
                barriers.stream().map(barrier -> record.last(barrier.method())).toList();
        return last.stream().flatMap(Optional::stream).anyMatch(result -> result.kind() == Result.Kind.CLOSED)
                || last.stream()
                        .allMatch(result -> result.isPresent() && !result.get().open());
    }

    /** The surest of what the methods have come to. */
    private FenceOutcome outcome(FenceRecord record) {
        return barriers.stream()
                .map(barrier -> outcome(record, barrier))
                .sorted()
                .findFirst()
                .orElse(FenceOutcome.NOT_ATTEMPTED);
    }

    private static FenceOutcome outcome(FenceRecord record, Barrier barrier) {
        return record.last(barrier.method())
                .map(result -> switch (result.kind()) {
                    case CLOSED -> FenceOutcome.CONFIRMED;
                    case LEAKY -> FenceOutcome.PARTIAL;
                    case REFUSED -> FenceOutcome.REFUSED;
                    case UNDER_WAY -> FenceOutcome.TIMED_OUT;
                    case SILENT ->
                        record.answered(barrier.method()) || record.uncertain()
                                ? FenceOutcome.TIMED_OUT
                                : FenceOutcome.UNREACHABLE;
                })
                .orElse(FenceOutcome.UNREACHABLE);
    }

    private Map<String, Object> methods(FenceRecord record) {
        Map<String, Object> methods = new TreeMap<>();
        for (Barrier barrier : barriers) {
            methods.put(
                    Words.of(barrier.method()),
                    record.last(barrier.method())
                            .map(result -> Words.of(result.kind()) + ": " + result.why())
                            .orElse("not tried"));
        }
        return methods;
    }

    private Outcome conclude(Plan plan, Lease lease, FenceRecord record, FenceOutcome outcome) {
        record.conclude(outcome, methods(record));
        return Outcome.done(FenceRecord.of(Deeds.of(lease)).evidence(plan).orElseThrow());
    }
}
