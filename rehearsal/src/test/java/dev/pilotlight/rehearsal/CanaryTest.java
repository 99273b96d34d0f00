package dev.pilotlight.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.twin.states.Execution;
import dev.pilotlight.twin.wire.AwsError;
import dev.pilotlight.twin.wire.Call;
import dev.pilotlight.twin.world.Walkthrough;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A secret that others put where it does not belong is written down nowhere: not in the journal, a report, a message or
 * an execution's history. Only what a person typed into Step Functions stays in its history as it was typed.
 */
@Tag("thorough")
class CanaryTest {
    private static final String CANARY = "canaryD0NotSing";
    private static final String SONG = "the request said password=" + CANARY + ", token: " + CANARY;

    @Test
    void everyFirstCallOfAnOperationIsThrottledWithASecretInTheMessage() {
        try (Simulation simulation = Simulation.prepared(physics -> physics, CanaryTest::quick)) {
            simulation.strike();
            Execution failover = simulation.awaitFailover();
            Set<String> sung = new TreeSet<>();
            simulation.onCall(call -> {
                if (isOfAStep(call) && sung.add(call.service() + call.operation())) {
                    throw new AwsError(503, "ServiceUnavailable", SONG);
                }
            });
            simulation.runToEnd(failover);

            assertThat(sung).hasSizeGreaterThan(15);
            assertThat(Simulation.verdict(failover))
                    .as("%s %s", failover.output(), failover.cause())
                    .isEqualTo("SUCCEEDED");
            assertSilence(simulation, failover);
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "RemoveFromGlobalCluster, InvalidDBClusterStateFault",
        "RunInstances, InvalidParameterValue",
        "PutParameter, AccessDeniedException",
        "DescribeDBClusters, AccessDenied",
        "Publish, AuthorizationError"
    })
    void aCallIsRefusedForGoodWithASecretInTheMessage(String operation, String code) {
        try (Simulation simulation = Simulation.prepared(physics -> physics, CanaryTest::quick)) {
            simulation.strike();
            Execution failover = simulation.awaitFailover();
            simulation.onCall(call -> {
                if (call.operation().equals(operation)) {
                    throw AwsError.badRequest(code, SONG);
                }
            });
            simulation.runToEnd(failover);

            assertSilence(simulation, failover);
        }
    }

    @Test
    void aSecretInThePersonsReasonIsKeptNowhereElse() {
        try (Simulation simulation = Simulation.prepared(physics -> physics, CanaryTest::quick)) {
            simulation.strike();
            Execution declared = simulation.startFailover(
                    "by-hand",
                    Simulation.object()
                            .put("plan", "shop")
                            .put("declared", true)
                            .put("reason", SONG));
            simulation.runToEnd(declared);

            assertThat(written(simulation)).allSatisfy(text -> assertThat(text).doesNotContain(CANARY));
        }
    }

    private static void assertSilence(Simulation simulation, Execution failover) {
        assertThat(written(simulation))
                .hasSizeGreaterThan(5)
                .allSatisfy(text -> assertThat(text).doesNotContain(CANARY));
        assertThat(history(failover)).allSatisfy(event -> assertThat(event).doesNotContain(CANARY));
    }

    /** The table, the reports, and the messages. */
    private static List<String> written(Simulation simulation) {
        List<String> written = new ArrayList<>();
        simulation
                .twin()
                .tables()
                .contents(Walkthrough.RECOVERY, Walkthrough.TABLE)
                .forEach(item -> written.add(item.toString()));
        simulation
                .failovers()
                .forEach(execution -> simulation
                        .twin()
                        .s3()
                        .content(
                                Walkthrough.BUCKET,
                                "reports/shop/" + execution.identity().name() + ".json")
                        .ifPresent(report -> written.add(new String(report, StandardCharsets.UTF_8))));
        simulation.twin().topics().publications(Walkthrough.TOPIC).forEach(message -> written.add(message.toString()));
        return written;
    }

    private static List<String> history(Execution execution) {
        return execution.history().stream()
                .map(event -> event.toWire().toString())
                .toList();
    }

    private static boolean isOfAStep(Call call) {
        return DeployedFunctions.names().contains(call.principal());
    }

    private static void quick(ObjectNode plan) {
        ((ObjectNode) plan.path("outage")).put("window", "5s");
    }
}
