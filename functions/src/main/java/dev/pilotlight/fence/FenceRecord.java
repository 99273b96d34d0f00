package dev.pilotlight.fence;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Deed;
import dev.pilotlight.journal.Deeds;
import dev.pilotlight.plan.FenceMethod;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.Unfenced;
import dev.pilotlight.plan.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What the journal of this epoch knows about the fence since it was last taken down. Whoever promotes or moves traffic
 * asks here first (S3).
 */
public final class FenceRecord {
    private static final String KIND = "fence";
    private static final String EVENT = "event";
    private static final String ATTEMPT = "attempt";
    private static final String OUTCOME = "outcome";
    private static final String ACCEPTED = "accepted";
    private static final String DOWN = "down";

    private final Deeds deeds;
    private final List<JsonNode> notes;

    private FenceRecord(Deeds deeds, List<JsonNode> notes) {
        this.deeds = deeds;
        this.notes = notes;
    }

    public static FenceRecord of(Deeds deeds) {
        List<JsonNode> notes = new ArrayList<>();
        for (Deeds.Note note : deeds.notes(KIND)) {
            if (note.body().path(EVENT).asText().equals(DOWN)) {
                notes.clear();
            } else {
                notes.add(note.body());
            }
        }
        return new FenceRecord(deeds, notes);
    }

    /**
     * Whether a fence that was put up earlier, by this run or one that it has taken over, may still be up. Behind it
     * the primary looks down whatever its health.
     */
    public static boolean stands(Deeds deeds) {
        return stands(deeds, Act.Kind.CLOSE_SUBNET, Act.Kind.REOPEN_SUBNET)
                || stands(deeds, Act.Kind.STOP_INSTANCES, Act.Kind.START_INSTANCES)
                || stands(deeds, Act.Kind.EMPTY_OLD_GROUP, Act.Kind.REFILL_OLD_GROUP)
                || stands(deeds, Act.Kind.CALL_FENCE_FUNCTION, Act.Kind.LIFT_FENCE_FUNCTION);
    }

    private static boolean stands(Deeds deeds, Act.Kind up, Act.Kind down) {
        long undone = deeds.of(down).stream()
                .filter(Deed::happened)
                .mapToLong(Deed::sequence)
                .max()
                .orElse(0);
        return deeds.of(up).stream().anyMatch(deed -> !deed.failed() && deed.sequence() > undone);
    }

    /** What became of the fence; empty while that is not settled. */
    public Optional<FenceOutcome> outcome() {
        return conclusion()
                .map(body -> Words.parse(FenceOutcome.class, body.path("fence").asText()));
    }

    /** Why nothing may be promoted, as far as the fence goes; empty when nothing speaks against it. */
    public Optional<String> obstacle(Plan plan) {
        if (outcome().isEmpty()) {
            return Optional.of("the record of this run holds no outcome of a fence");
        }
        return isCovered(plan)
                ? Optional.empty()
                : Optional.of("the fence around the old primary is "
                        + Words.of(outcome().orElseThrow()) + ", and neither the plan nor an approval accepts that");
    }

    /** Writes down that a person accepts a promotion although the fence is not confirmed. */
    public void accept(String by) {
        deeds.note(KIND, Map.of(EVENT, ACCEPTED, "by", by));
    }

    private boolean isCovered(Plan plan) {
        return plan.databases().isEmpty()
                || outcome().filter(FenceOutcome.CONFIRMED::equals).isPresent()
                || plan.fence().unfenced() == Unfenced.ALLOW
                || events(ACCEPTED).findAny().isPresent();
    }

    /** The facts that a step answers with once the outcome is settled. */
    Optional<Map<String, Object>> evidence(Plan plan) {
        return conclusion().map(body -> evidence(plan, body));
    }

    private Map<String, Object> evidence(Plan plan, JsonNode conclusion) {
        Map<String, Object> evidence = new TreeMap<>();
        evidence.put("fence", conclusion.path("fence").asText());
        evidence.put("methods", conclusion.path("methods"));
        evidence.put("covered", isCovered(plan));
        return evidence;
    }

    private Optional<JsonNode> conclusion() {
        return events(OUTCOME).reduce((_, last) -> last);
    }

    private Stream<JsonNode> events(String event) {
        return notes.stream().filter(body -> body.path(EVENT).asText().equals(event));
    }

    /** How a method stood after its last attempt; empty when it was not tried yet. */
    Optional<Result> last(FenceMethod method) {
        return attempts(method).reduce((_, last) -> last);
    }

    /** Whether a method has got any answer. */
    boolean answered(FenceMethod method) {
        return attempts(method).anyMatch(result -> result.kind() != Result.Kind.SILENT);
    }

    /** Whether the answer to a change was lost, so that it may still take effect. */
    boolean uncertain() {
        return Stream.of(
                        Act.Kind.CREATE_NETWORK_ACL,
                        Act.Kind.CLOSE_SUBNET,
                        Act.Kind.STOP_INSTANCES,
                        Act.Kind.EMPTY_OLD_GROUP,
                        Act.Kind.CALL_FENCE_FUNCTION)
                .flatMap(kind -> deeds.of(kind).stream())
                .anyMatch(Deed::open);
    }

    private Stream<Result> attempts(FenceMethod method) {
        return events(ATTEMPT)
                .filter(body -> body.path("method").asText().equals(Words.of(method)))
                .map(body -> new Result(
                        Words.parse(Result.Kind.class, body.path("result").asText()),
                        body.path("why").asText()));
    }

    /** Writes an attempt down, unless the last one ended in the same way. */
    void note(FenceMethod method, Result result) {
        if (!last(method).equals(Optional.of(result))) {
            Map<String, Object> body = new TreeMap<>();
            body.put(EVENT, ATTEMPT);
            body.put("method", Words.of(method));
            body.put("result", Words.of(result.kind()));
            body.put("why", result.why());
            deeds.note(KIND, body);
        }
    }

    void conclude(FenceOutcome outcome, Map<String, Object> methods) {
        Map<String, Object> body = new TreeMap<>();
        body.put(EVENT, OUTCOME);
        body.put("fence", Words.of(outcome));
        body.put("methods", methods);
        deeds.note(KIND, body);
    }

    /** From now on there is no fence to count on; the first line of its undo. */
    void noteDown() {
        if (!notes.isEmpty()) {
            deeds.note(KIND, Map.of(EVENT, DOWN));
        }
    }

    /** How an attempt ended, in small words. */
    record Result(Kind kind, String why) {
        enum Kind {
            CLOSED,
            LEAKY,
            UNDER_WAY,
            REFUSED,
            SILENT
        }

        static Result of(Standing standing) {
            return switch (standing) {
                case Standing.Closed closed ->
                    new Result(Kind.CLOSED, closed.evidence().toString());
                case Standing.Leaky leaky -> new Result(Kind.LEAKY, leaky.why());
                case Standing.UnderWay underWay -> new Result(Kind.UNDER_WAY, underWay.why());
                case Standing.Refused refused -> new Result(Kind.REFUSED, refused.why());
                case Standing.Silent silent -> new Result(Kind.SILENT, silent.why());
            };
        }

        /** Whether trying again could change it. */
        boolean open() {
            return kind == Kind.UNDER_WAY || kind == Kind.SILENT;
        }
    }
}
