package dev.pilotlight.readiness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/**
 * What people were last told about each topic, and for how many runs in a row it has been unknown. One unknown answer
 * is usually a hiccup of ours: it is told when it is the third.
 *
 * @param statuses empty before the first report
 */
record Told(Map<Topic, Status> statuses, Map<Topic, Integer> unknownRuns) {
    private static final int LONG = 3;

    Told {
        statuses = new EnumMap<>(statuses.isEmpty() ? new EnumMap<>(Topic.class) : statuses);
        unknownRuns = new EnumMap<>(unknownRuns.isEmpty() ? new EnumMap<>(Topic.class) : unknownRuns);
    }

    static Told nothing() {
        return new Told(Map.of(), Map.of());
    }

    /** What is to be told after a new look. */
    Told after(Readiness readiness) {
        Map<Topic, Status> next = new EnumMap<>(Topic.class);
        Map<Topic, Integer> runs = new EnumMap<>(Topic.class);
        for (Result result : readiness.results()) {
            Topic topic = result.topic();
            Status before = statuses.get(topic);
            int unknown = result.status() == Status.UNKNOWN ? unknownRuns.getOrDefault(topic, 0) + 1 : 0;
            boolean hiccup = before != null && unknown > 0 && unknown < LONG;
            next.put(topic, hiccup && before != null ? before : result.status());
            if (unknown > 0) {
                runs.put(topic, unknown);
            }
        }
        return new Told(next, runs);
    }

    ObjectNode write(ObjectNode json) {
        statuses.forEach((topic, status) -> json.putObject(topic.word())
                .put("status", status.name())
                .put("unknownRuns", unknownRuns.getOrDefault(topic, 0)));
        return json;
    }

    static Told read(JsonNode json) {
        Map<Topic, Status> statuses = new EnumMap<>(Topic.class);
        Map<Topic, Integer> runs = new EnumMap<>(Topic.class);
        for (Topic topic : Topic.values()) {
            JsonNode one = json.path(topic.word());
            Arrays.stream(Status.values())
                    .filter(status -> status.name().equals(one.path("status").asText()))
                    .findFirst()
                    .ifPresent(status -> statuses.put(topic, status));
            if (one.path("unknownRuns").asInt() > 0) {
                runs.put(topic, one.path("unknownRuns").asInt());
            }
        }
        return new Told(statuses, runs);
    }
}
