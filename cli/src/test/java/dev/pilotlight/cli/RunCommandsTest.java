package dev.pilotlight.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.pilotlight.twin.service.Identifiers;
import dev.pilotlight.twin.service.stepfunctions.StepFunctions;
import dev.pilotlight.twin.states.Execution;
import dev.pilotlight.twin.states.Interpreter;
import dev.pilotlight.twin.time.RealTimeline;
import dev.pilotlight.twin.wire.Front;
import dev.pilotlight.twin.wire.HttpResponse;
import dev.pilotlight.twin.wire.LoopbackServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import picocli.CommandLine;

/** The commands as a person types them, against a machine on a loopback port. */
@Isolated("the SDK takes its endpoint from system properties")
class RunCommandsTest {
    private static final String MACHINE = "arn:aws:states:us-west-2:111111111111:stateMachine:pilot-light-failover";

    /**
     * Fails like a run that needs a person; continued it stands down, taken over it succeeds. A long one goes on as
     * another, and a duplicate leaves everything to another.
     */
    private static final String DEFINITION = """
            {"QueryLanguage": "JSONata", "StartAt": "Choose an end", "States": {
              "Choose an end": {"Type": "Choice", "Default": "Needs a person", "Choices": [
                {"Condition": "{% $exists($states.input.leaves) or $states.input.reason = 'it takes long' %}",
                 "Next": "Leave it"},
                {"Condition": "{% $states.input.takeover = true %}", "Next": "Serve"},
                {"Condition": "{% $states.input.hang = true %}", "Next": "Hang"},
                {"Condition": "{% $contains($states.context.Execution.Name, '-r') %}", "Next": "Stand down"}]},
              "Hang": {"Type": "Wait", "Seconds": 600, "Next": "Serve"},
              "Leave it": {"Type": "Succeed", "Output": {"verdict": "CONTINUED", "joined": true,
                "otherRun": "{% $exists($states.input.leaves) ? $states.input.leaves : 'shop-7-r2' %}",
                "why": "{% 'it goes on as ' & ($exists($states.input.leaves) ? $states.input.leaves : 'shop-7-r2') %}"}},
              "Serve": {"Type": "Succeed", "Output": {"verdict": "SUCCEEDED"}},
              "Stand down": {"Type": "Succeed", "Output": {"verdict": "STOOD_DOWN", "why": "the primary answers"}},
              "Needs a person": {"Type": "Fail", "Error": "NEEDS_HUMAN", "Cause": "SITE_UNHEALTHY: no answer"}}}
            """;

    private final RealTimeline timeline = new RealTimeline(InstantSource.system(), failure -> {});
    private final StepFunctions service = new StepFunctions(
            new Interpreter(timeline, call -> JsonNodeFactory.instance.nullNode(), new Random(1)),
            new Identifiers(),
            (identity, event) -> {},
            (region, event) -> {});
    private final Front front = new Front(
            timeline, "111111111111", List.of(service), List.of(), request -> HttpResponse.of(404, "text/plain", ""));

    @AutoClose
    private final LoopbackServer server = LoopbackServer.start(0, front::handle);

    private final Map<String, String> properties = Map.of(
            "aws.endpointUrl", "http://127.0.0.1:" + server.port(),
            "aws.accessKeyId", "AKIAEXAMPLE",
            "aws.secretAccessKey", "no-secret-in-a-twin");
    private final StringWriter out = new StringWriter();
    private final StringWriter errors = new StringWriter();

    RunCommandsTest() throws IOException {
        service.add(MACHINE, DEFINITION, timeline.now());
    }

    @BeforeEach
    void pointTheSdkToTheTwin() {
        properties.forEach(System::setProperty);
    }

    @AfterEach
    void pointItBack() {
        properties.keySet().forEach(System::clearProperty);
    }

    @Test
    void resumeStartsTheNextExecutionOfTheNewestRunAndTellsItsEnd() throws Exception {
        ended("shop-7", "{\"plan\":\"shop\"}");
        ended("stock-1", "{\"plan\":\"stock\"}");

        assertThat(run("resume", "shop", "--region", "us-west-2", "--follow")).isEqualTo(3);

        assertThat(out.toString())
                .contains("The run shop-7 ended as FAILED", ":shop-7-r1", "ended as STOOD_DOWN: the primary answers");
    }

    @Test
    void aRunThatWasResumedBeforeGetsTheNextNumber() throws Exception {
        ended("shop-7", "{\"plan\":\"shop\"}");
        run("resume", "shop", "--region", "us-west-2", "--follow");

        assertThat(run("resume", "shop", "--run", "shop-7", "--region", "us-west-2"))
                .isZero();

        assertThat(out.toString()).contains(":shop-7-r2");
    }

    @Test
    void aRunThatIsClosedIsNotResumedAndItsEndIsTold() throws Exception {
        ended("shop-7", "{\"plan\":\"shop\",\"takeover\":true}");

        assertThat(run("resume", "shop", "--region", "us-west-2")).isZero();

        assertThat(out.toString()).contains("shop-7 ended as SUCCEEDED", "nothing was started");
        assertThat(service.executions()).hasSize(1);
    }

    @Test
    void whatGoesOnAsAnotherRunIsResumedThere() throws Exception {
        ended("shop-7-r1", "{\"plan\":\"stock\",\"takeover\":true}");
        ended("shop-7", "{\"plan\":\"shop\",\"leaves\":\"shop-7-r1\"}");

        assertThat(run("resume", "shop", "--region", "us-west-2")).isZero();

        assertThat(out.toString()).contains("shop-7-r1 ended as SUCCEEDED", "nothing was started");
    }

    @Test
    void whoFollowsARunFollowsItIntoTheExecutionThatGoesOn() throws Exception {
        ended("shop-7-r2", "{\"plan\":\"stock\",\"takeover\":true}");

        assertThat(run("takeover", "shop", "--because", "it takes long", "--region", "us-west-2", "--follow"))
                .isZero();

        assertThat(out.toString())
                .contains("ended as CONTINUED: it goes on as shop-7-r2", "shop-7-r2 ended as SUCCEEDED");
    }

    @Test
    void aRunThatGoesOnIsNotResumedButCanBeTakenOver() throws Exception {
        started("shop-7", "{\"plan\":\"shop\",\"hang\":true}");

        assertThat(run("resume", "shop", "--region", "us-west-2")).isEqualTo(PilotLight.WRONG_INPUT);
        assertThat(errors.toString()).contains("shop-7 is going on", "pilotlight takeover shop");

        assertThat(run("takeover", "shop", "--because", "it hangs", "--region", "us-west-2", "--follow"))
                .isZero();
        assertThat(out.toString()).contains("The run shop-7 will be stopped", "ended as SUCCEEDED");
        assertThat(service.executions().getLast().input().path("reason").asText())
                .isEqualTo("it hangs");
        assertThat(service.executions().getLast().input().has("declared")).isFalse();
    }

    @Test
    void whoTakesAPlanOverCanDeclareThatThePrimaryRegionIsLost() throws Exception {
        assertThat(run("takeover", "shop", "--declare", "--because", "home is lost again", "--region", "us-west-2"))
                .isZero();

        assertThat(service.executions().getLast().input().path("declared").booleanValue())
                .isTrue();
    }

    @Test
    void whatIsNotThereIsWrongInput() {
        assertThat(run("resume", "shop", "--region", "us-west-2")).isEqualTo(PilotLight.WRONG_INPUT);
        assertThat(errors.toString()).contains("no run of shop");
        assertThat(run("resume", "shop", "--run", "shop-9", "--region", "us-west-2"))
                .isEqualTo(PilotLight.WRONG_INPUT);
        assertThat(run("resume", "Not a plan", "--region", "us-west-2")).isEqualTo(PilotLight.WRONG_INPUT);
        assertThat(run("resume", "shop", "--region", "eu-west-1")).isEqualTo(PilotLight.WRONG_INPUT);
        assertThat(errors.toString()).contains("no failover machine is deployed in this Region");
    }

    private int run(String... arguments) {
        CommandLine command = PilotLight.commandLine();
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(errors, true));
        return command.execute(arguments);
    }

    private void ended(String name, String input) throws Exception {
        started(name, input).end().await();
    }

    private Execution started(String name, String input) throws Exception {
        JsonNode value = new JsonMapper().readTree(input);
        return front.exclusively(() -> service.start(MACHINE, name, value, timeline.now()));
    }
}
