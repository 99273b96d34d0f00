package dev.pilotlight.rehearsal.invariants;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.pilotlight.twin.states.Execution;
import dev.pilotlight.twin.states.ExecutionStatus;

/**
 * How a run ended.
 *
 * @param execution its name; empty when none was ever started
 * @param status of the execution
 * @param verdict one of the four ends, or what else it said
 * @param why the reason it gave, and what to do next
 * @param joined whether it left everything to another run
 */
public record Ending(String execution, ExecutionStatus status, String verdict, String why, boolean joined) {

    /** What a run that never began comes to: a person has to start it. */
    public static final String NOT_STARTED = "NOT_STARTED";

    /** The end of a run that never began. */
    public static Ending notStarted() {
        return new Ending("", ExecutionStatus.FAILED, NOT_STARTED, "no execution was started", false);
    }

    /** How an execution ended, or that it still runs. */
    public static Ending of(Execution execution) {
        JsonNode output = execution.output().orElse(MissingNode.getInstance());
        return execution.status() == ExecutionStatus.SUCCEEDED
                ? new Ending(
                        execution.identity().name(),
                        execution.status(),
                        output.path("verdict").asText(""),
                        output.path("guard").asText("") + ": "
                                + output.path("why").asText("") + " "
                                + output.path("remedy").asText(""),
                        output.path("joined").asBoolean(false))
                : new Ending(
                        execution.identity().name(),
                        execution.status(),
                        execution.error().orElse(""),
                        execution.cause().orElse(""),
                        false);
    }

    /** What it set out to do is done. */
    public boolean succeeded() {
        return verdict.equals("SUCCEEDED");
    }

    /** A person was asked and did not answer, for nobody is there in a rehearsal. */
    public boolean leftToAPerson() {
        return why.startsWith("APPROVAL_EXPIRED");
    }

    /** Only this execution has ended; the run goes on in another one. */
    public boolean continued() {
        return joined && verdict.equals("CONTINUED");
    }

    /** It ended before the point of no return, with everything undone. */
    public boolean stoppedSafely() {
        return verdict.equals("STOOD_DOWN") || verdict.equals("SAFE_ABORTED");
    }
}
