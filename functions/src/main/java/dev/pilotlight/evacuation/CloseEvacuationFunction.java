package dev.pilotlight.evacuation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.aws.Answers;
import dev.pilotlight.aws.JsonFunction;
import dev.pilotlight.aws.LogLine;
import dev.pilotlight.aws.Surroundings;
import dev.pilotlight.journal.DynamoJournalTable;
import dev.pilotlight.journal.JournalTable;
import dev.pilotlight.report.Notice;
import dev.pilotlight.report.SnsNotices;
import dev.pilotlight.step.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Says how an evacuation went: how many plans were moved, which failed, which are left, and with what input to go on.
 * Arguments {@code evacuation}, {@code waves} and {@code reason}.
 */
public final class CloseEvacuationFunction extends JsonFunction {
    private static final int LIMIT = 256 * 1024;
    private static final int SHOWN = 20;

    private final JournalTable table;

    public CloseEvacuationFunction() {
        this(Surroundings.ofLambda());
    }

    public CloseEvacuationFunction(Surroundings surroundings) {
        super(surroundings);
        this.table = new DynamoJournalTable(
                surroundings.clients().dynamoDb(), surroundings.settings().table());
    }

    @Override
    protected int limit() {
        return LIMIT;
    }

    @Override
    protected ObjectNode answer(ObjectNode input, Instant now, LogLine log) {
        String evacuation = input.path("evacuation").asText();
        TreeSet<String> left = new TreeSet<>();
        input.path("waves").forEach(wave -> wave.forEach(plan -> left.add(plan.asText())));
        List<String> moved = new ArrayList<>();
        List<String> failed = new ArrayList<>();
        for (Progress progress : Progress.all(table, evacuation)) {
            if (progress.isBegun()) {
                left.remove(progress.plan().value());
                boolean isMoved = progress.verdict().equals("SUCCEEDED");
                (isMoved ? moved : failed)
                        .add(isMoved ? progress.plan().value() : progress.plan() + ": " + end(progress));
            }
        }
        TreeMap<String, Object> evidence = new TreeMap<>();
        evidence.put("moved", moved.size());
        evidence.put("failed", first(failed));
        evidence.put("failures", failed.size());
        evidence.put("left", first(List.copyOf(left)));
        evidence.put("leftPlans", left.size());
        evidence.put(
                "next", left.isEmpty() ? "" : next(left, input.path("reason").asText()));
        tell(evacuation, evidence);
        return Answers.of(Outcome.done(evidence));
    }

    private static String end(Progress progress) {
        return progress.verdict().isEmpty()
                ? "not watched to its end, look at " + progress.execution()
                : progress.verdict();
    }

    private static List<String> first(List<String> all) {
        return all.size() <= SHOWN ? all : all.subList(0, SHOWN);
    }

    /** The input with which somebody goes on; too long a list is left to the table. */
    private static String next(SortedSet<String> left, String reason) {
        ObjectNode input =
                JsonNodeFactory.instance.objectNode().put("declared", true).put("reason", reason);
        ArrayNode plans = input.putArray("plans");
        left.stream().limit(SHOWN).forEach(plan -> plans.addObject().put("plan", plan));
        return left.size() <= SHOWN
                ? input.toString()
                : "the plans without an end in the table under " + Progress.partition("<this execution's name>");
    }

    private void tell(String evacuation, Map<String, Object> evidence) {
        new SnsNotices(surroundings().clients().sns())
                .publish(
                        surroundings().settings().topic(),
                        new Notice("Pilot Light: evacuation " + evacuation, evidence.toString()));
    }
}
