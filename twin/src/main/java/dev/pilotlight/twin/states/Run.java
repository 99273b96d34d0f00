package dev.pilotlight.twin.states;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.twin.states.query.Chance;
import dev.pilotlight.twin.time.Timeline;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What all sequences of states of one execution share. */
record Run(
        Timeline timeline,
        TaskRunner tasks,
        TaskTokens tokens,
        Chance chance,
        ExecutionIdentity identity,
        ObjectNode context) {
    static Run of(
            Timeline timeline,
            TaskRunner tasks,
            TaskTokens tokens,
            Chance chance,
            ExecutionIdentity identity,
            JsonNode input) {
        ObjectNode context = JsonNodeFactory.instance.objectNode();
        ObjectNode execution = context.putObject("Execution");
        execution.put("Id", identity.executionArn());
        execution.set("Input", input);
        execution.put("Name", identity.name());
        execution.put("RoleArn", identity.roleArn());
        execution.put("StartTime", time(identity.startTime()));
        execution.put("RedriveCount", 0);
        ObjectNode machine = context.putObject("StateMachine");
        machine.put("Id", identity.stateMachineArn());
        machine.put("Name", identity.stateMachineName());
        return new Run(timeline, tasks, tokens, chance, identity, context);
    }

    /** Shows in the context object that the execution was redriven; what was shown before stays as it was. */
    void showRedrive(int count, Instant at) {
        ObjectNode execution = JsonNodeFactory.instance.objectNode();
        execution.setAll((ObjectNode) context.path("Execution"));
        execution.put("RedriveCount", count);
        execution.put("RedriveTime", time(at));
        context.set("Execution", execution);
    }

    /** A moment as the context object spells it: in milliseconds, which a whole second goes without. */
    static String time(Instant moment) {
        return moment.truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
