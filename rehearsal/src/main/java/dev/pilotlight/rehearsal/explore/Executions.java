package dev.pilotlight.rehearsal.explore;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.rehearsal.Stage;
import dev.pilotlight.rehearsal.invariants.Ending;
import dev.pilotlight.rehearsal.truth.JournalView;
import dev.pilotlight.rehearsal.truth.Truth;
import dev.pilotlight.twin.states.Execution;
import dev.pilotlight.twin.time.VirtualTimeline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The executions of one performance, whoever has started them: each is played to its end, with somebody there to answer
 * where somebody is, and one of them is judged.
 */
final class Executions {
    private static final Duration SETTLING = Duration.ofMinutes(2);
    private static final String FAILOVER = "failover";

    private final Stage stage;
    private final Scenario scenario;
    private final Truth truth;
    private final Approver approver;
    private final VirtualTimeline timeline;
    private final Set<Execution> before = new HashSet<>();
    private final Set<Execution> played = new HashSet<>();
    private Optional<Instant> served = Optional.empty();
    private int starts;

    Executions(Stage stage, Scenario scenario, Truth truth, Approver approver) {
        this.stage = stage;
        this.scenario = scenario;
        this.truth = truth;
        this.approver = approver;
        this.timeline = stage.timeline();
    }

    /** A person starts the scenario's machine. */
    void begin() {
        start(scenario.machine() + "-1");
    }

    /** A person starts it once more. */
    void beginAgain() {
        start("rival-" + ++starts);
    }

    private void start(String name) {
        stage.start(scenario.machine(), name, scenario.order(truth));
    }

    /** Who takes a plan over does so to fail over, whoever holds it; there is nothing to take before anybody does. */
    void takeOver() {
        if (stage.first(scenario.machine()).isPresent()) {
            takeOver(false);
        }
    }

    /** Who says that home is lost takes the plan over even from a run that is otherwise resumed. */
    void giveUp() {
        takeOver(true);
    }

    private void takeOver(boolean declared) {
        ObjectNode order = JsonNodeFactory.instance
                .objectNode()
                .put("plan", truth.plan().plan().value())
                .put("takeover", true)
                .put("declared", declared)
                .put("reason", "rehearsal");
        stage.start(FAILOVER, "taker-" + ++starts, order);
    }

    /** While one runs, or the world settles after it, others may be started; they play to their end, too. */
    void playAll() {
        do {
            for (Optional<Execution> next = unplayed(); next.isPresent(); next = unplayed()) {
                toTheEnd(next.get());
                played.add(next.get());
            }
            timeline.advance(SETTLING);
        } while (unplayed().isPresent());
    }

    /** Whoever has not been played to the end yet; of failovers besides, whoever has taken the plan from this run. */
    private Optional<Execution> unplayed() {
        List<Execution> all = new ArrayList<>(stage.executions(scenario.machine()));
        if (scenario.purpose().givesWay()) {
            all.addAll(takers());
        }
        return all.stream().filter(execution -> !played.contains(execution)).findFirst();
    }

    /** The failovers since the curtain rose. */
    private List<Execution> takers() {
        return stage.executions(FAILOVER).stream()
                .filter(execution -> !before.contains(execution))
                .toList();
    }

    /** Plays one alone, until the world has settled after it. */
    void play(Execution execution) {
        toTheEnd(execution);
        timeline.advance(SETTLING);
    }

    /** Plays one until it has ended, or its time is up; in between every question is answered. */
    void toTheEnd(Execution execution) {
        Instant limit = timeline.now().plus(scenario.limit());
        boolean asked;
        do {
            asked = timeline.runUntil(() -> isOverOrAsks(execution), limit)
                    && !execution.end().raised();
            if (asked) {
                approver.answer();
            }
        } while (asked);
    }

    /** In a failover nobody is there to answer; on the way home and after it somebody is, and was before. */
    private boolean isOverOrAsks(Execution execution) {
        if (served.isEmpty() && isServed(execution)) {
            served = Optional.of(timeline.now());
        }
        return execution.end().raised() || (scenario.purpose().followsAFailover() && approver.isAsked());
    }

    private boolean isServed(Execution execution) {
        return (scenario.purpose().movesVisitors() && truth.hasSwitch())
                ? truth.trafficMoved() == (scenario.purpose() == Purpose.FAILOVER)
                : execution.identity().stateMachineName().equals(scenario.machine())
                        && execution.end().raised()
                        && Ending.of(execution).succeeded();
    }

    /** When visitors were first where the scenario leads them, or its work was done; empty when that never was. */
    Optional<Instant> served() {
        return served;
    }

    /** What was before the curtain rose does not count. */
    void curtainRises() {
        served = Optional.empty();
        before.addAll(stage.executions(FAILOVER));
    }

    /**
     * How the one has ended that has got the plan; who starts the way home, or the end of old data, once more when it
     * is done finds nothing to do, and gets the plan all the same, so there it is the one that has succeeded.
     */
    Ending ending() {
        return judged().map(Ending::of).orElseGet(Ending::notStarted);
    }

    private Optional<Execution> judged() {
        List<Execution> all = stage.executions(scenario.machine());
        return takers().stream()
                .filter(execution -> scenario.purpose().whenGivenUp().isPresent() && hasThePlan(execution))
                .findFirst()
                .or(() -> all.stream()
                        .filter(execution -> scenario.purpose().followsAFailover()
                                && Ending.of(execution).succeeded())
                        .findFirst())
                .or(() -> all.stream().filter(this::hasThePlan).findFirst())
                .or(() -> all.stream().findFirst());
    }

    private boolean hasThePlan(Execution execution) {
        return truth.journal()
                .lease(truth.plan().plan().value())
                .map(JournalView.Lease::holder)
                .filter(execution.identity().name()::equals)
                .isPresent();
    }
}
