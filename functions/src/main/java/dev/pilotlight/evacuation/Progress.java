package dev.pilotlight.evacuation;

import dev.pilotlight.journal.JournalTable;
import dev.pilotlight.plan.PlanName;
import dev.pilotlight.plan.Words;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How far one plan is: the item {@code EVACUATION#<name> / PLAN#<plan>}. All of them together are the evacuation's
 * dashboard.
 *
 * @param turn when it may begin
 * @param execution of its failover, or empty before it began
 * @param verdict how that ended, or empty
 */
record Progress(PlanName plan, State state, Instant turn, String execution, String verdict) {
    /** What a plan is doing. */
    enum State {
        /** It has a turn, which may lie ahead. */
        WAITING,
        /** Its failover goes on. */
        STARTED,
        /** Its failover has ended. */
        ENDED,
        /** It is not begun any more, for too many others have failed. */
        LEFT
    }

    static String partition(String evacuation) {
        return "EVACUATION#" + evacuation;
    }

    static JournalTable.Key key(String evacuation, PlanName plan) {
        return new JournalTable.Key(partition(evacuation), "PLAN#" + plan);
    }

    static Optional<Progress> of(JournalTable table, String evacuation, PlanName plan) {
        return table.get(key(evacuation, plan)).map(Progress::read);
    }

    static List<Progress> all(JournalTable table, String evacuation) {
        return table.list(partition(evacuation), "PLAN#").stream()
                .map(Progress::read)
                .toList();
    }

    /** Whether its failover was ever started. */
    boolean isBegun() {
        return switch (state) {
            case STARTED, ENDED -> true;
            case WAITING, LEFT -> false;
        };
    }

    Progress in(State next) {
        return new Progress(plan, next, turn, execution, verdict);
    }

    Progress started(String arn) {
        return new Progress(plan, State.STARTED, turn, arn, verdict);
    }

    Progress ended(String how) {
        return new Progress(plan, State.ENDED, turn, execution, how);
    }

    JournalTable.Item item(String evacuation) {
        TreeMap<String, Object> attributes = new TreeMap<>();
        attributes.put("plan", plan.value());
        attributes.put("state", Words.of(state));
        attributes.put("turn", turn.toString());
        attributes.put("execution", execution);
        attributes.put("verdict", verdict);
        return new JournalTable.Item(key(evacuation, plan), attributes);
    }

    private static Progress read(JournalTable.Item item) {
        return new Progress(
                new PlanName(item.text("plan")),
                Words.parse(State.class, item.text("state")),
                Instant.parse(item.text("turn")),
                item.text("execution"),
                item.text("verdict"));
    }
}
