package dev.pilotlight.twin.states;

import static dev.pilotlight.twin.states.Stage.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pilotlight.twin.states.history.HistoryEvent;
import dev.pilotlight.twin.states.language.InvalidDefinitionException;
import dev.pilotlight.twin.states.language.StateMachineDefinition;
import dev.pilotlight.twin.time.RealTimeline;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HistoryTest {
    private static final String BUSY = """
            {'QueryLanguage': 'JSONata', 'StartAt': 'Both', 'States': {
              'Both': {'Type': 'Parallel', 'End': true, 'Branches': [
                {'StartAt': 'One', 'States': {'One': {'Type': 'Task', 'End': true, 'Assign': {'id': '{% $uuid() %}'},
                  'Resource': 'arn:aws:lambda:us-west-2:111111111111:function:work',
                  'Retry': [{'ErrorEquals': ['Busy'], 'JitterStrategy': 'FULL', 'MaxAttempts': 5}]}}},
                {'StartAt': 'Two', 'States': {'Two': {'Type': 'Map', 'Items': [1, 2, 3], 'End': true,
                  'ItemProcessor': {'StartAt': 'Wait', 'States': {'Wait': {'Type': 'Wait',
                    'Seconds': '{% $ceil($random() * 5) %}', 'End': true}}}}}}]}}}""";

    private static List<String> historyOfBusy() throws InvalidDefinitionException {
        try (Stage stage = new Stage()) {
            stage.function("work", call -> {
                if (stage.calls.size() < 3) {
                    throw new TaskFailed("Busy", null);
                }
                return json("'done'");
            });
            Execution execution = stage.run(BUSY, "{}");
            assertThat(execution.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
            return execution.history().stream()
                    .map(event -> event.toWire().toString())
                    .toList();
        }
    }

    @Test
    void oneSeedGivesOneHistory() throws InvalidDefinitionException {
        assertThat(historyOfBusy()).isEqualTo(historyOfBusy());
    }

    @Test
    void anEventHasTheShapeOfTheService() throws InvalidDefinitionException {
        try (Stage stage = new Stage()) {
            Execution execution = stage.run("""
                    {'QueryLanguage': 'JSONata', 'StartAt': 'Only', 'States': {
                      'Only': {'Type': 'Pass', 'Assign': {'n': 1}, 'Output': {'a': 2}, 'End': true}}}""", "{}");
            HistoryEvent exited = execution.history().get(2);
            assertThat(json(exited.toWire().toString())).isEqualTo(json("""
                            {'timestamp': 1772366400.0, 'type': 'PassStateExited', 'id': 3, 'previousEventId': 2,
                             'stateExitedEventDetails': {'name': 'Only', 'output': '{`a`:2}', 'outputDetails': {'truncated': false},
                               'assignedVariables': {'n': '1'}, 'assignedVariablesDetails': {'truncated': false}}}""".replace("`", "\\\"")));
        }
    }

    @Test
    void theSameMachineRunsOnTheClockOfTheWall() throws Exception {
        RealTimeline timeline = new RealTimeline(() -> Instant.EPOCH, failure -> {});
        CountDownLatch ended = new CountDownLatch(1);
        Interpreter interpreter = new Interpreter(timeline, call -> json("'done'"), new Random(1));
        ExecutionIdentity identity = new ExecutionIdentity("e", "e", "r", Instant.EPOCH, "m", "m");
        Execution execution = interpreter.start(
                StateMachineDefinition.parse(
                        BUSY.replace("{% $ceil($random() * 5) %}", "{% 0 %}").replace('\'', '"')),
                json("{}"),
                identity,
                ExecutionListener.none());
        timeline.start("watch", () -> {
            try {
                execution.awaitEnd();
                ended.countDown();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(execution.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    }
}
