package dev.pilotlight.readiness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Optional;

/**
 * A finding on its topic, as it is passed on and stored.
 *
 * @param remedy empty when it is ready
 */
record Result(Topic topic, Status status, String evidence, String remedy) {
    private static final int LIMIT = 700;

    Result {
        evidence = evidence.length() <= LIMIT ? evidence : evidence.substring(0, LIMIT - 1) + "…";
    }

    static Result of(Topic topic, Finding finding) {
        return switch (finding) {
            case Finding.Ready ready -> new Result(topic, Status.READY, ready.evidence(), "");
            case Finding.NotReady not -> new Result(topic, Status.NOT_READY, not.evidence(), not.remedy());
            case Finding.Unknown unknown -> new Result(topic, Status.UNKNOWN, unknown.why(), unknown.remedy());
        };
    }

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("check", topic.word())
                .put("area", topic.area().word())
                .put("status", status.name())
                .put("evidence", evidence);
        return remedy.isEmpty() ? json : json.put("remedy", remedy);
    }

    /** A result as {@link #json} writes it; empty when it is something else. */
    static Optional<Result> read(JsonNode json) {
        Optional<Topic> topic = Arrays.stream(Topic.values())
                .filter(each -> each.word().equals(json.path("check").asText()))
                .findFirst();
        Optional<Status> status = Arrays.stream(Status.values())
                .filter(each -> each.name().equals(json.path("status").asText()))
                .findFirst();
        return topic.isEmpty() || status.isEmpty()
                ? Optional.empty()
                : Optional.of(new Result(
                        topic.get(),
                        status.get(),
                        json.path("evidence").asText(),
                        json.path("remedy").asText("")));
    }
}
