package dev.pilotlight.cli.drill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.twin.states.Execution;
import dev.pilotlight.twin.states.ExecutionStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How a drill went.
 *
 * @param verdict one of the four ends, or the status of an execution that was killed
 * @param why what was wrong, or empty
 * @param judgement what was measured; missing when it did not come to that
 * @param things how many things there were before
 * @param left what is there now and was not before
 */
record DrillResult(String verdict, String why, JsonNode judgement, List<State> states, int things, List<String> left) {
    private static final int VERSION = 1;
    private static final int PASSED = 0;
    private static final int FAILED = 1;
    private static final int REFUSED = 3;

    DrillResult {
        states = List.copyOf(states);
        left = List.copyOf(left);
    }

    /**
     * A state that was entered.
     *
     * @param at after the start of its execution
     */
    record State(String execution, String name, Duration at) {}

    static DrillResult of(Execution drill, List<State> states, int things, List<String> left) {
        JsonNode output = drill.output().orElse(MissingNode.getInstance());
        String verdict = drill.status() == ExecutionStatus.SUCCEEDED
                ? output.path("verdict").asText()
                : drill.error().orElse(drill.status().name());
        String why = drill.status() == ExecutionStatus.SUCCEEDED
                ? output.path("why").asText()
                : drill.cause().orElse("");
        return new DrillResult(verdict, why, output.path("drill"), states, things, left);
    }

    private boolean launched() {
        return states.stream().anyMatch(state -> state.name().equals("Launch the tier"));
    }

    /** A drill that was killed on purpose has done its part when nothing is left of it. */
    int exitCode() {
        if (!left.isEmpty()) {
            return FAILED;
        }
        return switch (verdict) {
            case "SUCCEEDED" -> judgement.path("withinObjective").asBoolean() ? PASSED : FAILED;
            case "STOPPED" -> PASSED;
            case "SAFE_ABORTED" -> launched() ? FAILED : REFUSED;
            default -> FAILED;
        };
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        String execution = "";
        for (State state : states) {
            if (!execution.equals(state.execution())) {
                execution = state.execution();
                lines.add("");
                lines.add("  " + execution);
            }
            lines.add(String.format(Locale.ROOT, "  %8.1f s  %s", state.at().toMillis() / 1000.0, state.name()));
        }
        lines.add("");
        lines.add("It ended as " + verdict + (why.isEmpty() ? "." : ": " + why));
        if (judgement.path("passed").asBoolean()) {
            addTimes(lines);
        }
        lines.add(
                left.isEmpty()
                        ? "Nothing is left of it: " + things + " things were there before, and the same are there now."
                        : "LEFT BEHIND: " + left);
        return lines;
    }

    private void addTimes(List<String> lines) {
        lines.add(time("making a database for the drill", "restoreSeconds"));
        lines.add(time("boot, from the launch to 3/3 checks", "bootSeconds"));
        lines.add(time("checks of the sites", "checkSeconds"));
        lines.add(time("expected recovery time", "expectedSeconds")
                + "  (the plan's window and fence, boot and checks; the objective is "
                + judgement.path("objectiveSeconds").asLong() + " s: "
                + (judgement.path("withinObjective").asBoolean() ? "within it" : "MISSED") + ")");
        lines.add(time("left for the promotion", "leftForPromotionSeconds")
                + "  (a drill promotes nothing: so long it may take)");
    }

    private String time(String what, String field) {
        return String.format(
                Locale.ROOT, "  %-36s %6d s", what, judgement.path(field).asLong());
    }

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("version", VERSION)
                .put("verdict", verdict)
                .put("why", why);
        if (!judgement.isMissingNode()) {
            json.set("drill", judgement);
        }
        ArrayNode list = json.putArray("states");
        states.forEach(state -> list.addObject()
                .put("execution", state.execution())
                .put("name", state.name())
                .put("atSeconds", state.at().toMillis() / 1000.0));
        ArrayNode rest = json.putArray("left");
        left.forEach(rest::add);
        return json;
    }
}
