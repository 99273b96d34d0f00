package dev.pilotlight.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.dashjoin.jsonata.Jsonata;
import com.fasterxml.jackson.databind.JsonNode;
import dev.pilotlight.rehearsal.Machine.Flow;
import dev.pilotlight.step.RetryableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What no linter looks at: a machine with a dangling transition or a misspelt error deploys, and fails when it is
 * needed.
 */
class StateMachineStructureTest {
    private static final Set<String> RETRIED = Set.of(
            "dev.pilotlight.step.RetryableThrottledException",
            "dev.pilotlight.step.RetryableUnavailableException",
            "dev.pilotlight.step.RetryableConflictException",
            "Lambda.ServiceException",
            "Lambda.AWSLambdaException",
            "Lambda.SdkClientException",
            "Lambda.TooManyRequestsException",
            "Lambda.ClientExecutionTimeoutException",
            "Lambda.Unknown",
            "Sandbox.Timedout",
            "States.Timeout");
    private static final Set<String> LAST = Set.of("Succeed", "Fail");
    private static final Pattern HANDLER = Pattern.compile(
            "(?m)^  ([A-Za-z]+Function):\\R    Type: AWS::Serverless::Function\\R(?:    .*\\R)*?      Handler: (\\S+)::handleRequest$");
    private static final Pattern SUBSTITUTED =
            Pattern.compile("(?m)^        ([A-Za-z]+)Arn: !GetAtt ([A-Za-z]+)\\.Arn$");

    static Stream<Machine> machines() throws IOException {
        try (Stream<Path> files = Files.list(Machine.repository().resolve("statemachine"))) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".asl.json"))
                    .sorted()
                    .map(file -> Machine.read(file.substring(0, file.length() - ".asl.json".length())))
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("machines")
    void everyTransitionLeadsToAStateOfItsOwnFlow(Machine machine) {
        for (Flow flow : machine.flows()) {
            assertThat(flow.states()).containsKey(flow.startsAt());
            flow.states()
                    .keySet()
                    .forEach(state -> assertThat(flow.states().keySet())
                            .as("after '%s'", state)
                            .containsAll(flow.successors(state)));
        }
    }

    @ParameterizedTest
    @MethodSource("machines")
    void everyStateCanBeReached(Machine machine) {
        for (Flow flow : machine.flows()) {
            NavigableSet<String> reached = new TreeSet<>();
            Deque<String> next = new ArrayDeque<>(List.of(flow.startsAt()));
            while (!next.isEmpty()) {
                String state = next.pop();
                if (reached.add(state)) {
                    next.addAll(flow.successors(state));
                }
            }
            assertThat(reached)
                    .containsExactlyInAnyOrderElementsOf(flow.states().keySet());
        }
    }

    @ParameterizedTest
    @MethodSource("machines")
    void everyStateEndsOrGoesOn(Machine machine) {
        machine.states().forEach((name, state) -> {
            boolean ends = LAST.contains(state.path("Type").textValue())
                    || state.path("End").asBoolean();
            boolean goesOn = state.has("Next") || state.has("Default");
            assertThat(ends).as("whether '%s' ends, and does not go on", name).isNotEqualTo(goesOn);
        });
    }

    @ParameterizedTest
    @MethodSource("machines")
    void stateNamesAreSentencesThatOccurOnce(Machine machine) {
        List<String> names = machine.flows().stream()
                .flatMap(flow -> flow.states().keySet().stream())
                .toList();

        assertThat(names).doesNotHaveDuplicates().allMatch(name -> name.matches("[A-Z][a-z]* .{3,75}"));
    }

    @ParameterizedTest
    @MethodSource("machines")
    void everyTaskHasATimeoutNamedRetriesAndACatchThatKeepsTheError(Machine machine) {
        tasks(machine).forEach((name, task) -> {
            if (isAsking(task)) {
                assertThat(task.path("HeartbeatSeconds").asText()).as(name).contains("retryAfterSeconds %}");
                assertThat(task.path("TimeoutSeconds").asText()).as(name).contains("retryAfterSeconds + 40 %}");
                assertThat(task.path("Catch").path(0).path("ErrorEquals").toString())
                        .as("a sleep that is over is no error: " + name)
                        .contains("States.Timeout", "States.HeartbeatTimeout");
            } else {
                assertThat(task.path("TimeoutSeconds").intValue()).as(name).isEqualTo(40);
            }
            List<String> retried = new ArrayList<>();
            for (JsonNode retrier : task.path("Retry")) {
                retrier.path("ErrorEquals").forEach(error -> retried.add(error.textValue()));
                assertThat(retrier.path("MaxDelaySeconds").intValue()).as(name).isBetween(1, 30);
                assertThat(retrier.path("MaxAttempts").intValue()).as(name).isBetween(1, 20);
                assertThat(retrier.path("JitterStrategy").textValue()).as(name).isEqualTo("FULL");
            }
            if (isAsking(task)) {
                retried.add("States.Timeout");
            }
            assertThat(retried).as(name).containsExactlyInAnyOrderElementsOf(RETRIED);
            JsonNode last = task.path("Catch").path(task.path("Catch").size() - 1);
            assertThat(last.path("ErrorEquals").toString()).as(name).isEqualTo("[\"States.ALL\"]");
            assertThat(last.path("Output").toString())
                    .as(name)
                    .contains("$states.errorOutput.Error", "$states.errorOutput.Cause");
        });
    }

    @Test
    void whatIsAnnouncedHoldsNothingUpForMoreThanFiveSeconds() {
        List<JsonNode> announcing = Machine.read("failover").states().values().stream()
                .filter(StateMachineStructureTest::isAnnouncing)
                .toList();

        assertThat(announcing).hasSize(3).allSatisfy(state -> {
            assertThat(state.path("TimeoutSeconds").asInt()).isEqualTo(5);
            assertThat(state.has("Retry")).isFalse();
            assertThat(state.path("Catch").path(0).path("ErrorEquals").toString())
                    .isEqualTo("[\"States.ALL\"]");
            assertThat(state.path("Catch").path(0).path("Next")).isEqualTo(state.path("Next"));
        });
    }

    @Test
    void everyExceptionOfOursThatIsRetriedIsOneThatPasses() {
        RETRIED.stream()
                .filter(name -> name.startsWith("dev."))
                .forEach(name -> assertThatCode(
                                () -> assertThat(Class.forName(name)).isAssignableTo(RetryableException.class))
                        .doesNotThrowAnyException());
    }

    @ParameterizedTest
    @MethodSource("machines")
    void everythingThatRunsInBranchesIsCaught(Machine machine) {
        machine.states().forEach((name, state) -> {
            if (Set.of("Parallel", "Map").contains(state.path("Type").textValue())
                    && !state.path("End").asBoolean()) {
                assertThat(state.path("Catch").toString()).as(name).contains("[\"States.ALL\"]");
            }
        });
    }

    @ParameterizedTest
    @MethodSource("machines")
    void noInnerFlowAssignsAVariableOfAnOuterOne(Machine machine) {
        for (Flow flow : machine.flows()) {
            flow.states()
                    .forEach((name, state) -> assertThat(Machine.assigned(state))
                            .as(name)
                            .noneMatch(variable -> flow.outerVariables().contains(variable)));
        }
    }

    @ParameterizedTest
    @MethodSource("machines")
    void everyWaitIsShortAtFirstAndNeverLongerThanItHasToBe(Machine machine) {
        machine.states().values().stream()
                .filter(state -> state.path("Type").asText().equals("Wait"))
                .map(state -> state.path("Seconds").asText())
                .forEach(seconds -> {
                    assertThat(waits(seconds, 0, 1)).isEqualTo(1);
                    assertThat(waits(seconds, 50, 1)).isEqualTo(1);
                    assertThat(waits(seconds, 51, 1)).isEqualTo(2);
                    assertThat(waits(seconds, 350, 1)).isEqualTo(7);
                    assertThat(waits(seconds, 14_399, 1)).isEqualTo(30);
                    assertThat(waits(seconds, 14_400, 1)).isEqualTo(288);
                    assertThat(waits(seconds, 90_000, 1)).isEqualTo(300);
                    assertThat(waits(seconds, 0, 5)).isEqualTo(5);
                });
    }

    @ParameterizedTest
    @MethodSource("machines")
    void everyExpressionIsJsonata(Machine machine) {
        expressions(machine.definition())
                .forEach(expression -> assertThatCode(() -> Jsonata.jsonata(expression))
                        .as(expression)
                        .doesNotThrowAnyException());
    }

    @ParameterizedTest
    @MethodSource("machines")
    void everyFunctionThatIsCalledIsInTheTemplate(Machine machine) throws Exception {
        SortedMap<String, String> handlers = handlers();

        for (String substitution : machine.substitutions()) {
            assertThat(substitution).endsWith("FunctionArn");
            assertThat(handlers).containsKey(substitution.substring(0, substitution.length() - "Arn".length()));
        }
        assertThat(substituted(machine)).containsExactlyInAnyOrderElementsOf(machine.substitutions());
    }

    @Test
    void readinessRehearsesEveryFunctionThatIsDeployed() throws Exception {
        Machine readiness = Machine.read("readiness");

        assertThat(readiness.substitutions().stream()
                        .map(name -> name.substring(0, name.length() - "FunctionArn".length())))
                .containsExactlyInAnyOrderElementsOf(DeployedFunctions.names());
        assertThat(handlers().keySet().stream().map(name -> name.substring(0, name.length() - "Function".length())))
                .containsExactlyInAnyOrderElementsOf(DeployedFunctions.names());
    }

    @Test
    void everyHandlerOfTheTemplateIsAClass() throws Exception {
        handlers()
                .values()
                .forEach(handler ->
                        assertThatCode(() -> Class.forName(handler)).as(handler).doesNotThrowAnyException());
    }

    @ParameterizedTest
    @MethodSource("machines")
    void warmingAFunctionIsTriedOnceAndShortly(Machine machine) {
        Map<String, JsonNode> warming = new TreeMap<>(machine.states());
        warming.values().removeIf(state -> !isWarming(state));

        assertThat(warming.values())
                .allMatch(task ->
                        task.path("TimeoutSeconds").intValue() <= 10 && !task.has("Retry") && !task.has("Next"));
    }

    /** The tasks that are steps of the run. */
    private static Map<String, JsonNode> tasks(Machine machine) {
        Map<String, JsonNode> tasks = new TreeMap<>(machine.states());
        tasks.values()
                .removeIf(state ->
                        !state.path("Type").asText().equals("Task") || isWarming(state) || isAnnouncing(state));
        return tasks;
    }

    /** Whether a task sleeps until a person has answered. */
    private static boolean isAsking(JsonNode state) {
        return state.path("Resource").asText().endsWith(".waitForTaskToken");
    }

    /** Whether a task only tells a function something, without waiting for it. */
    private static boolean isAnnouncing(JsonNode state) {
        return state.path("Arguments").path("InvocationType").asText().equals("Event");
    }

    /** Whether a task only wakes its function; nothing depends on it, and its failure is caught around it. */
    private static boolean isWarming(JsonNode state) {
        return state.path("Arguments").path("warm").asBoolean();
    }

    private static int waits(String seconds, long elapsed, int retryAfter) {
        String since = "2026-01-01T00:00:00Z";
        String entered = Instant.parse(since).plusSeconds(elapsed).toString();
        Map<String, Object> states = Map.of(
                "input", Map.of("since", since, "answer", Map.of("retryAfterSeconds", retryAfter)),
                "context", Map.of("State", Map.of("EnteredTime", entered)));
        Jsonata expression = Jsonata.jsonata(inner(seconds));
        Jsonata.Frame frame = expression.createFrame();
        frame.bind("states", states);
        return ((Number) expression.evaluate(null, frame)).intValue();
    }

    private static List<String> expressions(JsonNode node) {
        if (node.isTextual()) {
            return node.textValue().startsWith("{%") ? List.of(inner(node.textValue())) : List.of();
        }
        List<String> found = new ArrayList<>();
        node.forEach(child -> found.addAll(expressions(child)));
        return found;
    }

    private static String inner(String expression) {
        return expression.substring(2, expression.length() - 2);
    }

    private static String template() throws IOException {
        return Files.readString(Machine.repository().resolve("template.yaml"));
    }

    private static SortedMap<String, String> handlers() throws IOException {
        SortedMap<String, String> handlers = new TreeMap<>();
        HANDLER.matcher(template()).results().forEach(found -> handlers.put(found.group(1), found.group(2)));
        assertThat(handlers).hasSizeGreaterThan(10);
        return handlers;
    }

    /** What the template puts in for the machine. */
    private static NavigableSet<String> substituted(Machine machine) throws IOException {
        String template = template();
        int start = template.indexOf("DefinitionUri: statemachine/" + machine.name() + ".asl.json");
        String section = template.substring(start, template.indexOf("Logging:", start));
        NavigableSet<String> names = new TreeSet<>();
        SUBSTITUTED.matcher(section).results().forEach(found -> {
            assertThat(found.group(1)).isEqualTo(found.group(2));
            names.add(found.group(1) + "Arn");
        });
        return names;
    }
}
