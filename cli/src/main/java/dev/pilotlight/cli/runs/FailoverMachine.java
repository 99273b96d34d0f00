package dev.pilotlight.cli.runs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.pilotlight.cli.WrongInputException;
import dev.pilotlight.journal.ExecutionNames;
import dev.pilotlight.plan.PlanName;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.StateMachineListItem;

/** The failover machine of one deployment, and its runs. */
final class FailoverMachine {
    private static final String NAME = "failover";
    private static final int LOOKED_AT = 100;
    private static final int CONTINUATIONS = 50;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final SfnClient stepFunctions;
    private final String arn;

    private FailoverMachine(SfnClient stepFunctions, String arn) {
        this.stepFunctions = stepFunctions;
        this.arn = arn;
    }

    /** A run as Step Functions knows it. */
    record Run(String name, String arn, ExecutionStatus status) {
        boolean isRunning() {
            return status == ExecutionStatus.RUNNING;
        }
    }

    /**
     * The machine of the Region that the client looks at.
     *
     * @param named its ARN, where there are several
     * @throws WrongInputException when there is none, or more than one
     */
    static FailoverMachine find(SfnClient stepFunctions, Optional<String> named) {
        if (named.isPresent()) {
            return new FailoverMachine(stepFunctions, named.get());
        }
        List<String> found = stepFunctions.listStateMachinesPaginator(list -> {}).stateMachines().stream()
                .filter(machine -> isFailover(machine.name()))
                .map(StateMachineListItem::stateMachineArn)
                .sorted()
                .toList();
        if (found.size() == 1) {
            return new FailoverMachine(stepFunctions, found.getFirst());
        }
        throw new WrongInputException(
                found.isEmpty()
                        ? "no failover machine is deployed in this Region; name the recovery Region with --region"
                        : "there are several failover machines; name one with --machine: " + found);
    }

    private static boolean isFailover(String name) {
        return name.equals(NAME) || name.endsWith("-" + NAME);
    }

    /** The plan's newest run. */
    Optional<Run> newest(PlanName plan) {
        return stepFunctions
                .listExecutions(list -> list.stateMachineArn(arn).maxResults(LOOKED_AT))
                .executions()
                .stream()
                .filter(item -> isOf(plan, item))
                .findFirst()
                .map(item -> new Run(item.name(), item.executionArn(), item.status()));
    }

    /**
     * A run by its name.
     *
     * @throws WrongInputException when there is none
     */
    Run named(String name) {
        String execution = arn.replace(":stateMachine:", ":execution:") + ":" + name;
        return stepFunctions.listExecutionsPaginator(list -> list.stateMachineArn(arn)).executions().stream()
                .filter(item -> item.executionArn().equals(execution))
                .findFirst()
                .map(item -> new Run(item.name(), item.executionArn(), item.status()))
                .orElseThrow(() -> new WrongInputException("--run: there is no run named " + name + " of " + arn));
    }

    /** Starts the continuation of a run: the first of its names that is not used yet. */
    Run startNext(String after, String input) {
        String name = ExecutionNames.next(after);
        for (int i = 0; i < CONTINUATIONS; i++) {
            try {
                return start(name, input);
            } catch (ExecutionAlreadyExistsException used) {
                name = ExecutionNames.next(name);
            }
        }
        throw new WrongInputException("the run " + after + " was resumed " + CONTINUATIONS
                + " times already; look at its report before you go on");
    }

    Run start(String name, String input) {
        String execution = stepFunctions
                .startExecution(start -> start.stateMachineArn(arn).name(name).input(input))
                .executionArn();
        return new Run(name, execution, ExecutionStatus.RUNNING);
    }

    DescribeExecutionResponse describe(Run run) {
        return stepFunctions.describeExecution(describe -> describe.executionArn(run.arn()));
    }

    /** Runs that were started with {@code {}} belong to the only plan there is. */
    private boolean isOf(PlanName plan, ExecutionListItem item) {
        String input = stepFunctions
                .describeExecution(describe -> describe.executionArn(item.executionArn()))
                .input();
        try {
            JsonNode named = JSON.readTree(input).path("plan");
            return named.isMissingNode() || named.asText().equals(plan.value());
        } catch (JsonProcessingException notJson) {
            return false;
        }
    }
}
