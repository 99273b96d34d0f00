package dev.pilotlight.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.rehearsal.Inventory;
import dev.pilotlight.rehearsal.LiveStage;
import dev.pilotlight.twin.states.Execution;
import dev.pilotlight.twin.world.Twin;
import dev.pilotlight.twin.world.Walkthrough;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * What is done on the days before a disaster: it is asked whether a failover would work, and a drill proves that the
 * application starts, on a copy of the standby's data that is a PostgreSQL server of its own.
 */
final class Preparation {
    private static final String READINESS = "readiness";
    private static final String DRILL = "drill";
    private static final String REPORT = "readiness/shop.json";
    private static final Duration READINESS_LIMIT = Duration.ofMinutes(1);
    private static final Duration DRILL_LIMIT = Duration.ofMinutes(2);
    private static final Duration GONE_LIMIT = Duration.ofSeconds(15);

    private final LiveStage live;
    private final Storyteller storyteller;
    private final Story story;
    private final InstantSource clock;

    Preparation(LiveStage live, Storyteller storyteller, Story story, InstantSource clock) {
        this.live = live;
        this.storyteller = storyteller;
        this.story = story;
        this.clock = clock;
    }

    /**
     * What was found out.
     *
     * @param before the readiness report before the drill
     * @param after the one after it
     * @param drill the result of the machine {@code drill}
     * @param left what the drill has left behind
     */
    record Summary(JsonNode before, JsonNode after, JsonNode drill, List<String> left) {
        Summary {
            left = List.copyOf(left);
        }

        /** Whether the application started in the drill, within the plan's objective, and nothing is left of it. */
        boolean isComplete() {
            return drill.at("/drill/withinObjective").asBoolean() && left.isEmpty();
        }

        ObjectNode json() {
            ObjectNode json = JsonNodeFactory.instance.objectNode();
            json.set("readinessBefore", before);
            json.set("readiness", after);
            json.set("drill", drill);
            left.forEach(json.putArray("leftByTheDrill")::add);
            return json;
        }
    }

    /** Tells it. */
    Summary tell() throws IOException, InterruptedException {
        storyteller.chapter("Would a failover work now?");
        JsonNode before = checkReadiness(1);
        storyteller.chapter("A drill proves it");
        List<String> inventory = inventory();
        Execution drill = run(DRILL, "drill-1", DRILL_LIMIT);
        JsonNode result = drill.output().orElse(JsonNodeFactory.instance.objectNode());
        List<String> left = whatIsLeft(inventory);
        tell(drill, result, left);
        return new Summary(before, checkReadiness(2), result, left);
    }

    private JsonNode checkReadiness(int number) throws IOException, InterruptedException {
        Execution execution = run(READINESS, READINESS + "-" + number, READINESS_LIMIT);
        Twin twin = live.stage().twin();
        byte[] stored = twin.front()
                .exclusively(() -> twin.s3().content(Walkthrough.BUCKET, REPORT))
                .orElseThrow(
                        () -> new IllegalStateException("readiness has stored no report: " + Demo.ending(execution)));
        JsonNode report = JsonMapper.builder().build().readTree(stored);
        storyteller.line("%s: %d of %d checks are ready"
                .formatted(
                        report.path("verdict").asText().replace('_', ' '),
                        report.path("checks").findValuesAsText("status").stream()
                                .filter("READY"::equals)
                                .count(),
                        report.path("checks").size()));
        for (JsonNode check : report.path("checks")) {
            if (!check.path("status").asText().equals("READY")) {
                storyteller.line("  " + check.path("check").asText() + ": "
                        + check.path("evidence").asText());
            }
        }
        return report;
    }

    private void tell(Execution drill, JsonNode result, List<String> left) {
        JsonNode times = result.path("drill");
        if (!times.path("passed").asBoolean()) {
            storyteller.line("The drill ended as " + Demo.ending(drill));
            return;
        }
        storyteller.line(("The application came up on a restored copy of the standby: %d s for the database, %d s to"
                        + " boot, %d s of checks; a failover would take %d s, and may take %d s")
                .formatted(
                        times.path("restoreSeconds").asLong(),
                        times.path("bootSeconds").asLong(),
                        times.path("checkSeconds").asLong(),
                        times.path("expectedSeconds").asLong(),
                        times.path("objectiveSeconds").asLong()));
        storyteller.line(left.isEmpty() ? "Nothing is left of it" : "LEFT BEHIND: " + left);
    }

    private Execution run(String machine, String name, Duration limit) throws InterruptedException {
        ObjectNode input = JsonNodeFactory.instance.objectNode().put("plan", "shop");
        Execution execution = live.stage().start(machine, name, input);
        Patience.await(limit, "the machine " + machine + " to end", () -> {
            story.newest(machine).ifPresent(state -> showWaiting(machine, state));
            return execution.end().raised();
        });
        return execution;
    }

    private void showWaiting(String machine, dev.pilotlight.cli.demo.Summary.State state) {
        story.waiting(machine)
                .ifPresent(what -> storyteller.waiting(what, Duration.between(state.start(), clock.instant())));
    }

    /** What is deleted goes away a moment after it was asked to. */
    private List<String> whatIsLeft(List<String> before) throws InterruptedException {
        Patience.isTrue(GONE_LIMIT, () -> left(before).isEmpty());
        return left(before);
    }

    private List<String> left(List<String> before) {
        List<String> left = new ArrayList<>(inventory());
        before.forEach(left::remove);
        return left;
    }

    private List<String> inventory() {
        return Inventory.of(live.stage().twin());
    }
}
