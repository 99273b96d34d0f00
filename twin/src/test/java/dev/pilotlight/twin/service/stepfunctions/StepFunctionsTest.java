package dev.pilotlight.twin.service.stepfunctions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.twin.service.Identifiers;
import dev.pilotlight.twin.service.TestTwin;
import dev.pilotlight.twin.states.Interpreter;
import dev.pilotlight.twin.time.VirtualTimeline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ExecutionNotRedrivableException;
import software.amazon.awssdk.services.sfn.model.ExecutionRedriveStatus;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEventType;
import software.amazon.awssdk.services.sfn.model.InvalidArnException;
import software.amazon.awssdk.services.sfn.model.InvalidDefinitionException;
import software.amazon.awssdk.services.sfn.model.InvalidExecutionInputException;
import software.amazon.awssdk.services.sfn.model.InvalidNameException;
import software.amazon.awssdk.services.sfn.model.InvalidOutputException;
import software.amazon.awssdk.services.sfn.model.InvalidTokenException;
import software.amazon.awssdk.services.sfn.model.MissingRequiredParameterException;
import software.amazon.awssdk.services.sfn.model.StateMachineAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.StateMachineDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.StateMachineType;
import software.amazon.awssdk.services.sfn.model.StateMachineTypeNotSupportedException;
import software.amazon.awssdk.services.sfn.model.ValidateStateMachineDefinitionResultCode;
import software.amazon.awssdk.services.sfn.model.ValidateStateMachineDefinitionSeverity;

class StepFunctionsTest {
    private static final String MACHINE = "arn:aws:states:us-west-2:111111111111:stateMachine:nap";
    private static final String NAP = """
            {"QueryLanguage": "JSONata", "StartAt": "Sleep a little", "States": {
              "Sleep a little": {"Type": "Wait", "Seconds": 10, "Next": "Wake up"},
              "Wake up": {"Type": "Succeed", "Output": {"rested": true}}}}
            """;

    private final VirtualTimeline timeline = new VirtualTimeline(Instant.parse("2026-01-01T00:00:00Z"));
    private final List<String> told = new ArrayList<>();
    private final List<ObjectNode> published = new ArrayList<>();
    private final StepFunctions service = new StepFunctions(
            new Interpreter(timeline, call -> JsonNodeFactory.instance.nullNode(), new Random(1)),
            new Identifiers(),
            (identity, event) -> told.add(identity.name() + " " + event.type().wireName()),
            (region, event) -> published.add(event));
    private final SfnClient sdk = new TestTwin(timeline, service).client(SfnClient.builder(), TestTwin.WEST);

    StepFunctionsTest() {
        service.add(MACHINE, NAP, timeline.now());
    }

    @Test
    void anExecutionRunsToItsEndAndTellsItsHistory() throws Exception {
        String arn = start("nap-1", "{}");
        timeline.advance(Duration.ofSeconds(10));
        var execution = call(client -> client.describeExecution(request -> request.executionArn(arn)));
        assertThat(execution.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(execution.output()).isEqualTo("{\"rested\":true}");
        var history = call(client -> client.getExecutionHistory(request -> request.executionArn(arn)));
        assertThat(history.events())
                .first()
                .satisfies(event -> assertThat(event.type()).isEqualTo(HistoryEventType.EXECUTION_STARTED));
        assertThat(told).contains("nap-1 WaitStateEntered", "nap-1 ExecutionSucceeded");
    }

    @Test
    void everyChangeOfAStatusIsPublished() throws Exception {
        String arn = start("nap-1", "{\"a\":1}");
        timeline.advance(Duration.ofSeconds(10));
        assertThat(published)
                .extracting(event -> event.at("/detail/status").asText())
                .containsExactly("RUNNING", "SUCCEEDED");
        assertThat(published.getFirst()).isEqualTo(statusEvent("""
                {"version": "0", "id": "%s", "detail-type": "Step Functions Execution Status Change",
                 "source": "aws.states", "account": "111111111111", "time": "2026-01-01T00:00:00Z",
                 "region": "us-west-2", "resources": ["%s"],
                 "detail": {"executionArn": "%s", "stateMachineArn": "%s", "name": "nap-1", "status": "RUNNING",
                  "startDate": 1767225600000, "stopDate": null, "input": "{\\"a\\":1}",
                  "inputDetails": {"included": true}, "output": null, "outputDetails": null,
                  "error": null, "cause": null, "stateMachineVersionArn": null, "stateMachineAliasArn": null,
                  "redriveCount": 0, "redriveDate": null, "redriveStatus": "NOT_REDRIVABLE",
                  "redriveStatusReason": "Execution is RUNNING and cannot be redriven"}}
                """.formatted(
                        published.getFirst().path("id").asText(), arn, arn, MACHINE)));
        assertThat(published.getLast().at("/detail/stopDate").asLong()).isEqualTo(1767225610000L);
        assertThat(published.getLast().at("/detail/output").asText()).isEqualTo("{\"rested\":true}");
    }

    @Test
    void aStoppedExecutionIsPublishedAsAborted() throws Exception {
        String arn = start("nap-1", "{}");
        call(client -> client.stopExecution(
                request -> request.executionArn(arn).error("Tired").cause("enough")));
        timeline.advance(Duration.ofSeconds(1));
        assertThat(published.getLast().at("/detail/status").asText()).isEqualTo("ABORTED");
        assertThat(published.getLast().at("/detail/error").asText()).isEqualTo("Tired");
        assertThat(published.getLast().at("/detail/redriveStatus").asText()).isEqualTo("REDRIVABLE");
    }

    @Test
    void dataTooLargeForAnEventIsLeftOutOfIt() throws Exception {
        start("nap-1", '"' + "x".repeat(254_000) + '"');
        assertThat(published.getFirst().at("/detail/input").isNull()).isTrue();
        assertThat(published.getFirst().at("/detail/inputDetails/included").asBoolean())
                .isFalse();
    }

    @Test
    void theSameNameAndInputWhileItRunsIsTheSameExecution() throws Exception {
        assertThat(start("nap-1", "{\"a\":1}")).isEqualTo(start("nap-1", "{\"a\": 1}"));
        assertThat(service.executions()).hasSize(1);
    }

    @Test
    void theSameNameWithAnotherInputIsRefused() throws Exception {
        start("nap-1", "{\"a\":1}");
        assertThatThrownBy(() -> start("nap-1", "{\"a\":2}")).isInstanceOf(ExecutionAlreadyExistsException.class);
    }

    @Test
    void theNameOfAnExecutionThatHasEndedIsTaken() throws Exception {
        start("nap-1", "{}");
        timeline.advance(Duration.ofMinutes(1));
        assertThatThrownBy(() -> start("nap-1", "{}")).isInstanceOf(ExecutionAlreadyExistsException.class);
    }

    @Test
    void aStoppedExecutionIsAborted() throws Exception {
        String arn = start("nap-1", "{}");
        call(client -> client.stopExecution(request -> request.executionArn(arn).cause("enough")));
        timeline.advance(Duration.ofSeconds(1));
        var execution = call(client -> client.describeExecution(request -> request.executionArn(arn)));
        assertThat(execution.status()).isEqualTo(ExecutionStatus.ABORTED);
        assertThat(execution.cause()).isEqualTo("enough");
    }

    @Test
    void aHistoryComesInPages() throws Exception {
        String arn = start("nap-1", "{}");
        timeline.advance(Duration.ofMinutes(1));
        long events = call(client ->
                client
                        .getExecutionHistoryPaginator(
                                request -> request.executionArn(arn).maxResults(2))
                        .events()
                        .stream()
                        .count());
        assertThat(events)
                .isEqualTo(service.execution(arn).orElseThrow().history().size());
    }

    @Test
    void anUnknownMachineAndABrokenDefinitionAreRefused() {
        assertThatThrownBy(
                        () -> call(client -> client.startExecution(request -> request.stateMachineArn(MACHINE + "x"))))
                .isInstanceOf(StateMachineDoesNotExistException.class);
        assertThatThrownBy(() -> call(client -> client.createStateMachine(request -> request.name("broken")
                        .roleArn("arn:aws:iam::111111111111:role/r")
                        .definition("{}"))))
                .isInstanceOf(InvalidDefinitionException.class);
    }

    @Test
    void aFailedExecutionIsRedrivenUnderItsArn() throws Exception {
        String arn = start("nap-1", "{}");
        call(client -> client.stopExecution(request -> request.executionArn(arn)));
        timeline.advance(Duration.ofSeconds(1));
        assertThat(call(client -> client.describeExecution(request -> request.executionArn(arn)))
                        .redriveStatus())
                .isEqualTo(ExecutionRedriveStatus.REDRIVABLE);
        call(client -> client.redriveExecution(request -> request.executionArn(arn)));
        timeline.advance(Duration.ofSeconds(20));
        var execution = call(client -> client.describeExecution(request -> request.executionArn(arn)));
        assertThat(execution.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(execution.redriveCount()).isEqualTo(1);
        assertThat(published)
                .extracting(event -> event.at("/detail/status").asText())
                .containsExactly("RUNNING", "ABORTED", "RUNNING", "SUCCEEDED");
    }

    @Test
    void whatRunsOrHasSucceededIsNotRedriven() throws Exception {
        String arn = start("nap-1", "{}");
        assertThatThrownBy(() -> call(client -> client.redriveExecution(request -> request.executionArn(arn))))
                .isInstanceOf(ExecutionNotRedrivableException.class)
                .hasMessageContaining("Execution is RUNNING and cannot be redriven");
        timeline.advance(Duration.ofMinutes(1));
        assertThatThrownBy(() -> call(client -> client.redriveExecution(request -> request.executionArn(arn))))
                .isInstanceOf(ExecutionNotRedrivableException.class);
    }

    @Test
    void anUpdateChangesWhatLaterExecutionsRun() throws Exception {
        String before = start("nap-1", "{}");
        String definition = NAP.replace("true", "false");
        call(client -> client.updateStateMachine(
                request -> request.stateMachineArn(MACHINE).definition(definition)));
        String after = start("nap-2", "{}");
        timeline.advance(Duration.ofMinutes(1));
        assertThat(output(before)).isEqualTo("{\"rested\":true}");
        assertThat(output(after)).isEqualTo("{\"rested\":false}");
        assertThat(call(client -> client.describeStateMachine(request -> request.stateMachineArn(MACHINE)))
                        .definition())
                .isEqualTo(definition);
        assertThatThrownBy(() -> call(client -> client.updateStateMachine(request -> request.stateMachineArn(MACHINE))))
                .isInstanceOf(MissingRequiredParameterException.class);
    }

    @Test
    void validationNamesTheCodeAndThePlaceOfEveryMistake() throws Exception {
        var answer = call(client -> client.validateStateMachineDefinition(
                request -> request.definition("{\"StartAt\": \"A\", \"States\": {\"A\": {\"Type\": \"Pass\"}}}")));
        assertThat(answer.result()).isEqualTo(ValidateStateMachineDefinitionResultCode.FAIL);
        assertThat(answer.diagnostics()).singleElement().satisfies(found -> {
            assertThat(found.severity()).isEqualTo(ValidateStateMachineDefinitionSeverity.ERROR);
            assertThat(found.code()).isEqualTo("SCHEMA_VALIDATION_FAILED");
            assertThat(found.location()).isEqualTo("/States/A");
        });
        assertThat(call(client -> client.validateStateMachineDefinition(request -> request.definition(NAP)))
                        .result())
                .isEqualTo(ValidateStateMachineDefinitionResultCode.OK);
    }

    @Test
    void warningsAreGivenToWhoAsksForThem() throws Exception {
        String odd = "{\"StartAt\": \"A\", \"States\": {\"A\": {\"Type\": \"Fail\", \"Cause\": \"$.why\"}}}";
        var answer = call(client -> client.validateStateMachineDefinition(
                request -> request.definition(odd).severity(ValidateStateMachineDefinitionSeverity.WARNING)));
        assertThat(answer.result()).isEqualTo(ValidateStateMachineDefinitionResultCode.OK);
        assertThat(answer.diagnostics()).singleElement().satisfies(found -> {
            assertThat(found.severity()).isEqualTo(ValidateStateMachineDefinitionSeverity.WARNING);
            assertThat(found.code()).isEqualTo("NO_PATH");
        });
        assertThat(call(client -> client.validateStateMachineDefinition(request -> request.definition(odd)))
                        .diagnostics())
                .isEmpty();
    }

    @Test
    void aMachineCreatedTwiceIsTheSameUnlessItsDefinitionDiffers() throws Exception {
        String first = create("copy", NAP);
        assertThat(create("copy", NAP)).isEqualTo(first);
        assertThatThrownBy(() -> create("copy", NAP.replace("10", "11")))
                .isInstanceOf(StateMachineAlreadyExistsException.class);
        call(client -> client.deleteStateMachine(request -> request.stateMachineArn(first)));
        assertThatThrownBy(() -> call(client -> client.describeStateMachine(request -> request.stateMachineArn(first))))
                .isInstanceOf(StateMachineDoesNotExistException.class);
    }

    @Test
    void executionsAreListedNewestFirstByStatusAndInPages() throws Exception {
        start("nap-1", "{}");
        timeline.advance(Duration.ofMinutes(1));
        start("nap-2", "{}");
        start("nap-3", "{}");
        var running = call(client -> client.listExecutions(
                request -> request.stateMachineArn(MACHINE).statusFilter(ExecutionStatus.RUNNING)));
        assertThat(running.executions()).extracting(ExecutionListItem::name).containsExactly("nap-3", "nap-2");
        var page = call(client -> client.listExecutions(
                request -> request.stateMachineArn(MACHINE).maxResults(2)));
        assertThat(page.executions()).hasSize(2);
        var rest = call(client -> client.listExecutions(
                request -> request.stateMachineArn(MACHINE).nextToken(page.nextToken())));
        assertThat(rest.executions()).extracting(ExecutionListItem::name).containsExactly("nap-1");
    }

    @Test
    void expressExecutionsHaveNoHistoryToAskForAndPublishNothing() throws Exception {
        String machine = call(client -> client.createStateMachine(request -> request.name("quick")
                        .type(StateMachineType.EXPRESS)
                        .roleArn("arn:aws:iam::111111111111:role/r")
                        .definition(NAP)))
                .stateMachineArn();
        String arn = call(client -> client.startExecution(request -> request.stateMachineArn(machine)))
                .executionArn();
        assertThat(arn).contains(":express:quick:");
        assertThat(published).isEmpty();
        assertThatThrownBy(() -> call(client -> client.describeExecution(request -> request.executionArn(arn))))
                .isInstanceOf(StateMachineTypeNotSupportedException.class);
    }

    @Test
    void aHistoryCanLeaveTheDataOut() throws Exception {
        String arn = start("nap-1", "{\"secret\":1}");
        var history = call(client ->
                client.getExecutionHistory(request -> request.executionArn(arn).includeExecutionData(false)));
        assertThat(history.events().getFirst().executionStartedEventDetails().input())
                .isNull();
        assertThat(history.events().getFirst().executionStartedEventDetails().roleArn())
                .isNotNull();
    }

    @Test
    void aWrongArnANameAndATokenAreRefusedEachInItsWay() {
        assertThatThrownBy(() -> call(client -> client.describeExecution(request -> request.executionArn("nonsense"))))
                .isInstanceOf(InvalidArnException.class);
        assertThatThrownBy(() -> start("with space", "{}")).isInstanceOf(InvalidNameException.class);
        assertThatThrownBy(() -> start("nap-1", "{")).isInstanceOf(InvalidExecutionInputException.class);
        assertThatThrownBy(() -> call(client -> client.sendTaskHeartbeat(request -> request.taskToken("nobody's"))))
                .isInstanceOf(InvalidTokenException.class);
        assertThatThrownBy(() -> call(client ->
                        client.sendTaskSuccess(request -> request.taskToken("t").output("{"))))
                .isInstanceOf(InvalidOutputException.class);
    }

    private String create(String name, String definition) throws Exception {
        return call(client -> client.createStateMachine(request -> request.name(name)
                        .roleArn("arn:aws:iam::111111111111:role/r")
                        .definition(definition)))
                .stateMachineArn();
    }

    private String output(String arn) throws Exception {
        return call(client -> client.describeExecution(request -> request.executionArn(arn)))
                .output();
    }

    /** Jackson reads small numbers as ints; the service's times are longs. */
    private static JsonNode statusEvent(String text) throws JsonProcessingException {
        JsonNode event = new ObjectMapper().readTree(text);
        ((ObjectNode) event.get("detail"))
                .put("startDate", event.at("/detail/startDate").asLong());
        return event;
    }

    private String start(String name, String input) throws Exception {
        return call(client -> client.startExecution(
                        request -> request.stateMachineArn(MACHINE).name(name).input(input)))
                .executionArn();
    }

    private <T> T call(Function<SfnClient, T> use) {
        return use.apply(sdk);
    }
}
