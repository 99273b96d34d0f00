package dev.pilotlight.rehearsal.explore;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.rehearsal.Stage;
import dev.pilotlight.rehearsal.invariants.Ending;
import dev.pilotlight.rehearsal.truth.JournalView;
import dev.pilotlight.rehearsal.truth.Truth;
import dev.pilotlight.twin.states.Execution;
import java.time.Duration;
import java.util.Optional;

/**
 * How a run goes on once the cause of its end is gone: the schedules of the deployment come round, then a person does
 * what the record says.
 */
final class Resumption {
    /** What EventBridge sends on a schedule. */
    private static final String TICK =
            "{\"version\":\"0\",\"source\":\"aws.events\",\"detail-type\":\"Scheduled Event\",\"detail\":{}}";

    private static final Duration ROUND = Duration.ofMinutes(1);

    private final Stage stage;
    private final Scenario scenario;
    private final Truth truth;

    Resumption(Stage stage, Scenario scenario, Truth truth) {
        this.stage = stage;
        this.scenario = scenario;
        this.truth = truth;
    }

    /** Whether there is nothing to go on with: all is done and written down, or the outage is over. */
    boolean isPointless(Ending ending) {
        return ending.succeeded()
                || truth.isDone(scenario.machine())
                || (scenario.purpose() == Purpose.FAILOVER
                        && truth.primaryDownSince().isEmpty());
    }

    /** The execution that goes on where another one has ended. */
    Execution after(Ending ending) {
        if (ending.verdict().equals(Ending.NOT_STARTED)) {
            tick("StartFailover");
        } else if (lease("held").filter(ending.execution()::equals).isPresent()) {
            // It could not even write down that it ends.
            tick("CloseAbandonedRun");
        }
        return startedByASchedule(ending).orElseGet(() -> byAPerson(ending));
    }

    /** A run that has closed its record, even if its execution could not say so, is over. */
    private boolean isReleased() {
        return lease("released").isPresent();
    }

    /** Who holds, or held, the plan, when its lease is in this state. */
    private Optional<String> lease(String state) {
        return truth.journal()
                .lease(truth.plan().plan().value())
                .filter(lease -> lease.state().equals(state))
                .map(JournalView.Lease::holder);
    }

    private void tick(String function) {
        stage.twin().functions().invokeLater(function, TICK);
        stage.timeline().advance(ROUND);
    }

    private Optional<Execution> startedByASchedule(Ending ending) {
        return ending.verdict().equals(Ending.NOT_STARTED) ? stage.first(scenario.machine()) : Optional.empty();
    }

    /** A failover that has opened a record of its own is gone on with; before that it held another machine's. */
    private String machine() {
        return truth.isGivenUp() ? "failover" : scenario.machine();
    }

    private Execution byAPerson(Ending ending) {
        boolean kept =
                ending.verdict().equals("NEEDS_HUMAN") && scenario.purpose().movesVisitors() && !isReleased();
        ObjectNode input = scenario.order(truth);
        if (!kept && scenario.purpose() == Purpose.FAILOVER) {
            input.put("declared", true).put("reason", "rehearsal");
        }
        return stage.start(kept ? machine() : scenario.machine(), kept ? ending.execution() + "-r1" : "again", input);
    }
}
