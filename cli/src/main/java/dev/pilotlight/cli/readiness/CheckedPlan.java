package dev.pilotlight.cli.readiness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.rehearsal.Repository;
import dev.pilotlight.rehearsal.Stage;
import dev.pilotlight.twin.physics.Physics;
import dev.pilotlight.twin.states.Execution;
import dev.pilotlight.twin.world.Walkthrough;
import java.io.IOException;
import java.time.Duration;

/**
 * A plan whose readiness was checked in the walk-through's world.
 *
 * @param report as it is stored in the bucket
 * @param transitions state transitions that the run made, for which Step Functions charges
 * @param invocations of functions that it made, retries included
 */
record CheckedPlan(JsonNode report, long transitions, long invocations) {
    private static final Duration LONGEST = Duration.ofHours(8);

    /**
     * Plays it.
     *
     * @param prepared whether the images are copied and a drill is held before
     */
    static CheckedPlan check(Repository repository, ObjectNode plan, boolean prepared) throws IOException {
        Stage stage = Stage.simulated(repository, plan, Physics.defaults());
        try {
            stage.timeline().advance(Duration.ofMinutes(10));
            if (prepared) {
                run(stage, "sync-images", JsonNodeFactory.instance.objectNode().put("create", true));
                run(stage, "drill", JsonNodeFactory.instance.objectNode());
            }
            Execution check = run(stage, "readiness", JsonNodeFactory.instance.objectNode());
            String key = "readiness/" + plan.path("plan").asText() + ".json";
            byte[] report = stage.twin()
                    .front()
                    .exclusively(() -> stage.twin().s3().content(Walkthrough.BUCKET, key))
                    .orElseThrow(() -> new IllegalStateException("the machine readiness has stored no report: "
                            + check.cause().orElse("")));
            return new CheckedPlan(
                    JsonMapper.builder().build().readTree(report),
                    count(check, "StateEntered"),
                    count(check, "TaskScheduled"));
        } finally {
            stage.timeline().close();
        }
    }

    private static long count(Execution execution, String events) {
        return execution.history().stream()
                .filter(event -> event.type().wireName().endsWith(events))
                .count();
    }

    private static Execution run(Stage stage, String machine, ObjectNode input) {
        Execution execution = stage.start(machine, machine + "-1", input);
        stage.runToEnd(execution, LONGEST);
        return execution;
    }
}
