package dev.pilotlight.cli.runs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.pilotlight.step.Guard;
import java.io.IOException;
import java.util.Optional;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/**
 * How an execution has ended.
 *
 * @param execution its name
 * @param verdict one of the four ends of a run, or {@code CONTINUED} where another execution goes on with it
 * @param why the reason, or empty
 * @param otherRun the execution that has the run instead, or empty
 * @param closed whether that run was closed before this execution began
 */
record RunEnd(String execution, String verdict, String why, String otherRun, boolean closed) {
    private static final String NEEDS_HUMAN = "NEEDS_HUMAN";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    static RunEnd of(DescribeExecutionResponse run) throws IOException {
        if (run.status() != ExecutionStatus.SUCCEEDED) {
            String cause = Optional.ofNullable(run.cause()).orElse("it says no cause");
            return new RunEnd(run.name(), NEEDS_HUMAN, run.status() + ": " + cause, "", false);
        }
        JsonNode output = JSON.readTree(run.output());
        return new RunEnd(
                run.name(),
                output.path("verdict").asText(),
                output.path("why").asText(),
                output.path("otherRun").asText(""),
                output.path("guard").asText("").equals(Guard.RUN_CLOSED.name()));
    }

    /** Whether another execution is the one to look at. */
    boolean isElsewhere() {
        return !otherRun.isEmpty() && !closed;
    }

    int exitCode() {
        return switch (verdict) {
            case "SUCCEEDED" -> 0;
            case NEEDS_HUMAN -> 1;
            default -> 3;
        };
    }

    String told() {
        return execution + " ended as " + verdict + (why.isEmpty() ? "." : ": " + why + ".");
    }
}
