package dev.pilotlight.cli.drill;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.cli.WrongInputException;
import dev.pilotlight.rehearsal.Inventory;
import dev.pilotlight.rehearsal.Repository;
import dev.pilotlight.rehearsal.Stage;
import dev.pilotlight.twin.physics.Physics;
import dev.pilotlight.twin.states.Execution;
import dev.pilotlight.twin.states.ExecutionStatus;
import dev.pilotlight.twin.states.history.HistoryEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** One drill in the walk-through's world. */
final class PlayedDrill {
    private static final Duration CALM = Duration.ofMinutes(10);
    private static final Duration LIMIT = Duration.ofHours(12);

    /** After targets have drained and what was terminated has gone. */
    private static final Duration SETTLING = Duration.ofMinutes(10);

    /** What the sweeper takes for a sign that nobody is at it any more. */
    private static final Duration OLD = Duration.ofMinutes(15);

    private static final Set<String> WORK = Set.of("TaskStateEntered", "ParallelStateEntered");

    private final Stage stage;
    private final ObjectNode plan;
    private final List<DrillResult.State> states = new ArrayList<>();

    private PlayedDrill(Stage stage, ObjectNode plan) {
        this.stage = stage;
        this.plan = plan;
    }

    /**
     * Plays it.
     *
     * @param kill the state in which it is killed
     */
    static DrillResult play(Repository repository, ObjectNode plan, Optional<String> kill) {
        Stage stage = Stage.simulated(repository, plan, Physics.defaults());
        try {
            stage.timeline().advance(CALM);
            return new PlayedDrill(stage, plan).play(kill);
        } finally {
            stage.timeline().close();
        }
    }

    private DrillResult play(Optional<String> kill) {
        ObjectNode input = JsonNodeFactory.instance
                .objectNode()
                .put("plan", plan.path("plan").asText());
        Execution sync = stage.start("sync-images", "sync-1", input.deepCopy().put("create", true));
        stage.runToEnd(sync, LIMIT);
        if (sync.status() != ExecutionStatus.SUCCEEDED) {
            throw new WrongInputException("PLAN: its images could not be copied on the twin, whose world is the"
                    + " walk-through's: " + sync.cause().orElse(""));
        }
        List<String> before = Inventory.of(stage.twin());
        Execution drill = stage.start("drill", "drill-1", input);
        kill.ifPresentOrElse(state -> kill(drill, state), () -> stage.runToEnd(drill, LIMIT));
        tell(drill);
        if (kill.isPresent()) {
            sweep();
        }
        stage.timeline().advance(SETTLING);
        List<String> left = new ArrayList<>(Inventory.of(stage.twin()));
        before.forEach(left::remove);
        return DrillResult.of(drill, states, before.size(), left);
    }

    private void kill(Execution drill, String state) {
        boolean entered = stage.timeline()
                .runUntil(
                        () -> drill.end().raised() || entries(drill).anyMatch(event -> state.equals(event.name())),
                        stage.timeline().now().plus(LIMIT));
        if (!entered || drill.end().raised()) {
            throw new WrongInputException("--kill is '" + state + "'; the drill does not enter a state of that name");
        }
        stage.twin().front().exclusively(() -> {
            drill.stop("STOPPED", "killed by --kill");
            return drill;
        });
    }

    private void sweep() {
        stage.timeline().advance(OLD);
        stage.twin().functions().invokeLater("SweepDrills", "{}");
        stage.timeline().advance(Duration.ofSeconds(30));
        stage.latest("drill").ifPresent(sweep -> {
            stage.runToEnd(sweep, LIMIT);
            tell(sweep);
        });
    }

    /** The states that do something, in their order; one that is entered again and again is told once. */
    private void tell(Execution execution) {
        Instant start = execution.identity().startTime();
        String last = "";
        for (HistoryEvent event : entries(execution).toList()) {
            boolean works = WORK.contains(event.type().wireName());
            if (works && !last.equals(event.name())) {
                states.add(new DrillResult.State(
                        execution.identity().name(),
                        String.valueOf(event.name()),
                        Duration.between(start, event.timestamp())));
                last = String.valueOf(event.name());
            }
        }
    }

    private static Stream<HistoryEvent> entries(Execution execution) {
        return execution.history().stream()
                .filter(event -> event.type().wireName().endsWith("StateEntered"));
    }
}
