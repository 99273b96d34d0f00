package dev.pilotlight.twin.world;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.pilotlight.twin.physics.Physics;
import dev.pilotlight.twin.states.Execution;
import dev.pilotlight.twin.time.VirtualTimeline;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What a machine of a user's own may ask of the twin's services. */
class ServiceTasksTest {
    private static final String REGION = "us-west-2";
    private static final String MACHINES = "arn:aws:states:us-west-2:111111111111:stateMachine:";
    private static final String TOPIC = "arn:aws:sns:us-west-2:111111111111:news";

    @AutoClose
    private final VirtualTimeline timeline = new VirtualTimeline(Instant.parse("2026-01-01T00:00:00Z"));

    private final Twin twin = new Twin(timeline, Walkthrough.modelled(timeline, Physics.defaults()), List.of());

    @Test
    void anItemIsPutAndGot() {
        twin.tables().seedTable(twin.creator(REGION), "things", "pk", "sk");
        String item = "{\"pk\":{\"S\":\"a\"},\"sk\":{\"S\":\"b\"},\"n\":{\"N\":\"7\"}}";
        run(task("dynamodb:putItem", "{\"TableName\":\"things\",\"Item\":" + item + "}"));

        Execution read = run(task(
                "aws-sdk:dynamodb:getItem",
                "{\"TableName\":\"things\",\"Key\":{\"pk\":{\"S\":\"a\"},\"sk\":{\"S\":\"b\"}}}"));

        assertThat(output(read).at("/Item/n/N").asText()).isEqualTo("7");
    }

    @Test
    void aRefusalIsAnErrorThatACatcherCanName() {
        String call = "{\"TableName\":\"none\",\"Key\":{\"pk\":{\"S\":\"a\"}}}";

        assertThat(run(task("dynamodb:getItem", call)).error()).hasValue("DynamoDB.ResourceNotFoundException");
        assertThat(run(task("aws-sdk:dynamodb:getItem", call)).error()).hasValue("DynamoDb.ResourceNotFoundException");
        assertThat(run(task("aws-sdk:ssm:getParameter", "{\"Name\":\"/none\"}")).error())
                .hasValue("Ssm.ParameterNotFound");
    }

    @Test
    void aMessageIsPublished() {
        twin.topics().seedTopic(twin.creator(REGION), "news");

        Execution execution = run(task("sns:publish", "{\"TopicArn\":\"" + TOPIC + "\",\"Message\":\"a & b\"}"));

        assertThat(output(execution).path("MessageId").asText()).isNotEmpty();
        assertThat(twin.topics().publications(TOPIC)).hasSize(1);
    }

    @Test
    void aTopicThatIsMissingFailsTheTask() {
        assertThat(run(task("sns:publish", "{\"TopicArn\":\"" + TOPIC + "\",\"Message\":\"m\"}"))
                        .error())
                .hasValue("SNS.NotFoundException");
    }

    @Test
    void anEventIsPutOntoTheBus() {
        Execution execution = run(task(
                "events:putEvents", "{\"Entries\":[{\"Source\":\"shop\",\"DetailType\":\"Sold\",\"Detail\":\"{}\"}]}"));

        assertThat(output(execution).path("FailedEntryCount").asInt(-1)).isZero();
    }

    @Test
    void anotherMachineIsStartedAndWaitedFor() {
        add(
                "child",
                "{\"StartAt\":\"W\",\"States\":{\"W\":{\"Type\":\"Wait\",\"Seconds\":90,\"Next\":\"P\"},"
                        + "\"P\":{\"Type\":\"Pass\",\"Result\":{\"x\":1},\"End\":true}}}");

        Execution started = run(task("states:startExecution", child()));
        Execution text = run(task("states:startExecution.sync", child()));
        Execution structure = run(task("states:startExecution.sync:2", child()));

        assertThat(output(started).path("ExecutionArn").asText()).contains(":execution:child:");
        assertThat(output(text).path("Output").asText()).isEqualTo("{\"x\":1}");
        assertThat(output(structure).at("/Output/x").asInt()).isEqualTo(1);
        assertThat(output(structure).path("Status").asText()).isEqualTo("SUCCEEDED");
    }

    @Test
    void aNestedExecutionThatFailsFailsItsTask() {
        add("child", "{\"StartAt\":\"F\",\"States\":{\"F\":{\"Type\":\"Fail\",\"Error\":\"Doom\"}}}");

        Execution execution = run(task("states:startExecution.sync:2", child()));

        assertThat(execution.error()).hasValue("States.TaskFailed");
        assertThat(execution.cause().orElseThrow()).contains("\"Error\":\"Doom\"");
    }

    @Test
    void aServiceThatIsNotModelledIsSaid() {
        assertThat(run(task("sqs:sendMessage", "{}")).error()).hasValue("States.Runtime");
    }

    private static String child() {
        return "{\"StateMachineArn\":\"" + MACHINES + "child\",\"Input\":{\"a\":1}}";
    }

    private static String task(String resource, String parameters) {
        return "{\"StartAt\":\"T\",\"States\":{\"T\":{\"Type\":\"Task\",\"Resource\":\"arn:aws:states:::" + resource
                + "\",\"Parameters\":" + parameters + ",\"End\":true}}}";
    }

    private Execution run(String definition) {
        String name = "m" + twin.stepFunctions().executions().size();
        add(name, definition);
        Execution execution = twin.stepFunctions()
                .start(MACHINES + name, "one", JsonNodeFactory.instance.objectNode(), timeline.now());
        timeline.advance(Duration.ofMinutes(5));
        assertThat(execution.end().raised()).isTrue();
        return execution;
    }

    private void add(String name, String definition) {
        twin.stepFunctions().add(MACHINES + name, definition, timeline.now());
    }

    private static JsonNode output(Execution execution) {
        return execution.output().orElseThrow(() -> new AssertionError(execution.error() + " " + execution.cause()));
    }
}
