package dev.pilotlight.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.pilotlight.rehearsal.invariants.Policies;
import dev.pilotlight.twin.physics.Physics;
import dev.pilotlight.twin.states.Execution;
import dev.pilotlight.twin.world.Walkthrough;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * An act whose answer was lost, in a run that is then taken over: whoever takes it over finds out by looking, and no
 * act of the old run stays open.
 */
@Tag("thorough")
class TakenOverFeaturesTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Policies POLICIES = Policies.of(Drama.REPOSITORY);

    @ParameterizedTest(name = "{1}")
    @CsvSource({
        "RunInstances, LAUNCH_INSTANCES",
        "RegisterTargets, REGISTER_TARGETS",
        "UpdateAutoScalingGroup, RAISE_GROUP",
        "FailoverGlobalCluster, FAILOVER_GLOBAL_CLUSTER",
        "PutParameter, BIND_PARAMETER",
        "StopReplicationToReplica, PROMOTE_SECRET",
        "PutSecretValue, BIND_SECRET",
        "PutMetricData, SHIFT_TRAFFIC"
    })
    void anActWithoutAnAnswerIsSettledByLooking(String operation, String act) {
        Drama drama = Features.managedGroupSecretAndMetric();

        assertSettled(drama, operation, act);
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource("UpdateRoutingControlStates, SHIFT_TRAFFIC")
    void aRoutingControlThatWasTurnedIsFoundTurned(String operation, String act) {
        Drama drama = new Drama(Physics.defaults(), Features::routingControls, twin -> Features.routingControls(twin))
                .prepared();

        assertSettled(drama, operation, act);
    }

    private static void assertSettled(Drama drama, String operation, String act) {
        Execution taker = drama.takenOverAfter(operation);

        assertThat(Drama.verdict(taker)).isEqualTo("SUCCEEDED");
        List<Map<String, String>> entries = entries(drama);
        Map<String, String> intent = entries.stream()
                .filter(entry -> body(entry).path("act").asText().equals(act))
                .findFirst()
                .orElseThrow();
        assertThat(entries)
                .as("the outcome of the first %s", act)
                .filteredOn(entry -> "outcome".equals(entry.get("kind"))
                        && Objects.equals(entry.get("epoch"), intent.get("epoch"))
                        && body(entry).path("intent").asText().equals(intent.get("sequence")))
                .singleElement()
                .satisfies(outcome -> assertThat(outcome.get("by")).isEqualTo("taker"));
        assertThat(entries.stream().filter(entry -> "settled".equals(entry.get("kind"))))
                .singleElement()
                .satisfies(settled -> assertThat(body(settled).path("unclear")).isEmpty());
        assertThat(drama.calls())
                .filteredOn(call -> call.principal().equals("TakeOver"))
                .allSatisfy(
                        call -> assertThat(POLICIES.missing("TakeOver", call)).isEmpty());
    }

    private static List<Map<String, String>> entries(Drama drama) {
        return drama.twin()
                .front()
                .exclusively(() -> drama.twin().tables().contents(Walkthrough.RECOVERY, Walkthrough.TABLE).stream()
                        .filter(item -> item.getOrDefault("sk", "").startsWith("E#"))
                        .toList());
    }

    private static JsonNode body(Map<String, String> entry) {
        try {
            return JSON.readTree(entry.get("body"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
