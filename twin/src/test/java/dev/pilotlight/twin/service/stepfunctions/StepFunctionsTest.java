package dev.pilotlight.twin.service.stepfunctions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.pilotlight.twin.service.Identifiers;
import dev.pilotlight.twin.service.TestTwin;
import dev.pilotlight.twin.states.Interpreter;
import dev.pilotlight.twin.time.VirtualTimeline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEventType;
import software.amazon.awssdk.services.sfn.model.InvalidDefinitionException;
import software.amazon.awssdk.services.sfn.model.StateMachineDoesNotExistException;

class StepFunctionsTest {
    private static final String MACHINE = "arn:aws:states:us-west-2:111111111111:stateMachine:nap";
    private static final String NAP = """
            {"QueryLanguage": "JSONata", "StartAt": "Sleep a little", "States": {
              "Sleep a little": {"Type": "Wait", "Seconds": 10, "Next": "Wake up"},
              "Wake up": {"Type": "Succeed", "Output": {"rested": true}}}}
            """;

    private final VirtualTimeline timeline = new VirtualTimeline(Instant.parse("2026-01-01T00:00:00Z"));
    private final List<String> told = new ArrayList<>();
    private final StepFunctions service = new StepFunctions(
            new Interpreter(timeline, call -> JsonNodeFactory.instance.nullNode(), new Random(1)),
            new Identifiers(),
            (identity, event) -> told.add(identity.name() + " " + event.type().wireName()));
    private final SfnClient client = new TestTwin(timeline, service).client(SfnClient.builder(), TestTwin.WEST);

    StepFunctionsTest() {
        service.add(MACHINE, NAP, timeline.now());
    }

    @Test
    void anExecutionRunsToItsEndAndTellsItsHistory() {
        String arn = start("nap-1", "{}");
        timeline.advance(Duration.ofSeconds(10));
        var execution = client.describeExecution(request -> request.executionArn(arn));
        assertThat(execution.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(execution.output()).isEqualTo("{\"rested\":true}");
        var history = client.getExecutionHistory(request -> request.executionArn(arn));
        assertThat(history.events())
                .first()
                .satisfies(event -> assertThat(event.type()).isEqualTo(HistoryEventType.EXECUTION_STARTED));
        assertThat(told).contains("nap-1 WaitStateEntered", "nap-1 ExecutionSucceeded");
    }

    @Test
    void theSameNameAndInputWhileItRunsIsTheSameExecution() {
        assertThat(start("nap-1", "{\"a\":1}")).isEqualTo(start("nap-1", "{\"a\": 1}"));
        assertThat(service.executions()).hasSize(1);
    }

    @Test
    void theSameNameWithAnotherInputIsRefused() {
        start("nap-1", "{\"a\":1}");
        assertThatThrownBy(() -> start("nap-1", "{\"a\":2}")).isInstanceOf(ExecutionAlreadyExistsException.class);
    }

    @Test
    void theNameOfAnExecutionThatHasEndedIsTaken() {
        start("nap-1", "{}");
        timeline.advance(Duration.ofMinutes(1));
        assertThatThrownBy(() -> start("nap-1", "{}")).isInstanceOf(ExecutionAlreadyExistsException.class);
    }

    @Test
    void aStoppedExecutionIsAborted() {
        String arn = start("nap-1", "{}");
        client.stopExecution(request -> request.executionArn(arn).cause("enough"));
        timeline.advance(Duration.ofSeconds(1));
        var execution = client.describeExecution(request -> request.executionArn(arn));
        assertThat(execution.status()).isEqualTo(ExecutionStatus.ABORTED);
        assertThat(execution.cause()).isEqualTo("enough");
    }

    @Test
    void aHistoryComesInPages() {
        String arn = start("nap-1", "{}");
        timeline.advance(Duration.ofMinutes(1));
        long events =
                client
                        .getExecutionHistoryPaginator(
                                request -> request.executionArn(arn).maxResults(2))
                        .events()
                        .stream()
                        .count();
        assertThat(events)
                .isEqualTo(service.execution(arn).orElseThrow().history().size());
    }

    @Test
    void anUnknownMachineAndABrokenDefinitionAreRefused() {
        assertThatThrownBy(() -> client.startExecution(request -> request.stateMachineArn(MACHINE + "x")))
                .isInstanceOf(StateMachineDoesNotExistException.class);
        assertThatThrownBy(() -> client.createStateMachine(request -> request.name("broken")
                        .roleArn("arn:aws:iam::111111111111:role/r")
                        .definition("{}")))
                .isInstanceOf(InvalidDefinitionException.class);
    }

    private String start(String name, String input) {
        return client.startExecution(
                        request -> request.stateMachineArn(MACHINE).name(name).input(input))
                .executionArn();
    }
}
