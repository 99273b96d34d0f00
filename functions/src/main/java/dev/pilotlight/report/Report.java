package dev.pilotlight.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.step.Guard;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How a run ended, what it did, and what to do next. The same run gives the same report.
 *
 * @param verdict how it ended
 * @param guard which guard stopped it, or empty
 * @param why in words, or empty
 * @param began when the outage began, as far as is known; of a failback, when the databases began to be switched over
 * @param endedAt when the run ended
 * @param answersOutage whether an outage is what the run is for
 * @param rto from the beginning of the outage to the traffic's move; to the end of the run when it was not moved
 * @param trafficMoved whether visitors were moved, so that the time above is an RTO and not only a time without service
 * @param rtoObjective what the plan promises
 * @param events the journal, in order
 * @param states the state machine's own account, as it gave it
 * @param next what a person should do, in order
 */
public record Report(
        String plan,
        String execution,
        long epoch,
        String verdict,
        String guard,
        String why,
        Instant began,
        Instant startedAt,
        Instant endedAt,
        boolean answersOutage,
        Duration rto,
        boolean trafficMoved,
        Duration rtoObjective,
        List<Event> events,
        JsonNode states,
        List<String> next) {
    private static final int VERSION = 1;

    public Report {
        events = List.copyOf(events);
        next = List.copyOf(next);
    }

    /**
     * One entry of the journal.
     *
     * @param facts its body
     */
    public record Event(long sequence, Instant at, String by, String kind, JsonNode facts) {}

    /** The object's key in the bucket: one report per run. */
    public String key() {
        return "reports/" + plan + "/" + execution + ".json";
    }

    /** The report as it is stored. */
    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("version", VERSION)
                .put("plan", plan)
                .put("execution", execution)
                .put("epoch", epoch)
                .put("verdict", verdict);
        putUnlessEmpty(json, "guard", guard);
        putUnlessEmpty(json, "phrase", phrase());
        putUnlessEmpty(json, "why", why);
        json.put("outageBegan", began.toString())
                .put("startedAt", startedAt.toString())
                .put("endedAt", endedAt.toString())
                .put("trafficMoved", trafficMoved)
                .put("rtoSeconds", seconds(rto))
                .put("rtoObjectiveSeconds", seconds(rtoObjective))
                .put("withinObjective", trafficMoved && rto.compareTo(rtoObjective) <= 0);
        ArrayNode nexts = json.putArray("next");
        next.forEach(nexts::add);
        if (!states.isMissingNode()) {
            json.set("states", states);
        }
        ArrayNode list = json.putArray("events");
        for (Event event : events) {
            list.addObject()
                    .put("sequence", event.sequence())
                    .put("at", event.at().toString())
                    .put("by", event.by())
                    .put("kind", event.kind())
                    .set("facts", event.facts());
        }
        return json;
    }

    /** The report as people are told it. */
    public Notice notice() {
        return new Notice("Pilot Light: " + plan + " " + verdict, message());
    }

    private String message() {
        StringBuilder message = new StringBuilder();
        message.append("Plan ")
                .append(plan)
                .append(", execution ")
                .append(execution)
                .append(": ")
                .append(verdict)
                .append(".\n");
        if (!why.isEmpty()) {
            message.append(phrase().isEmpty() ? "" : phrase() + ": ")
                    .append(why)
                    .append(guard.isEmpty() ? "" : " (" + guard + ")")
                    .append('\n');
        }
        message.append(time()).append('\n');
        next.forEach(step -> message.append("- ").append(step).append('\n'));
        return message.append("Report: ").append(key()).append('\n').toString();
    }

    /** Only an outage keeps visitors waiting; whatever else a run is for just takes its time. */
    private String time() {
        if (!trafficMoved && !answersOutage) {
            return "It took " + seconds(Duration.between(startedAt, endedAt)) + " s.";
        }
        return (trafficMoved ? "RTO " : "Time since the outage began ") + seconds(rto) + " s (objective "
                + seconds(rtoObjective) + " s).";
    }

    private String phrase() {
        return Guard.phraseOf(guard).orElse("");
    }

    private static void putUnlessEmpty(ObjectNode json, String name, String text) {
        if (!text.isEmpty()) {
            json.put(name, text);
        }
    }

    /** Whole seconds, rounded up: a report never makes a run look faster than it was. */
    private static long seconds(Duration duration) {
        return duration.plusNanos(999_999_999).toSeconds();
    }
}
