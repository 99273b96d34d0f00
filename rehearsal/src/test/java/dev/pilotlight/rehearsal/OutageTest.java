package dev.pilotlight.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.twin.physics.Physics;
import dev.pilotlight.twin.service.cloudwatch.AlarmState;
import dev.pilotlight.twin.service.cloudwatch.Metrics;
import dev.pilotlight.twin.states.Execution;
import dev.pilotlight.twin.states.ExecutionStatus;
import dev.pilotlight.twin.world.Twin;
import dev.pilotlight.twin.world.Walkthrough;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What starts a failover, what does not, and what confirms it: on the twin, from three Regions. */
class OutageTest {
    private static final Repository REPOSITORY = Repository.around(Path.of(""));
    private static final String FAILOVER = "failover";

    private final Stage stage = Stage.simulated(REPOSITORY, PlanFile.read(REPOSITORY.plan()), Physics.defaults());
    private final Twin twin = stage.twin();

    @BeforeEach
    void theShopIsOpenAndItsImageIsInTheRecoveryRegion() {
        pass(Duration.ofMinutes(10));
        ObjectNode input =
                JsonNodeFactory.instance.objectNode().put("plan", "shop").put("create", true);
        Execution sync = stage.start("sync-images", "sync-1", input);
        stage.runToEnd(sync, Duration.ofHours(3));
        stage.keepWatch("rate(1 minute)");
        pass(Duration.ofMinutes(3));
    }

    @Test
    @Tag("thorough")
    void theAlarmsRegionFailsTooAndTheWitnessBringsTheApplicationUp() {
        twin.swallow(Walkthrough.PRIMARY);

        Execution failover = started();
        assertThat(twin.cloudWatch()
                        .state(Walkthrough.PRIMARY, Walkthrough.ALARM)
                        .orElseThrow()
                        .value())
                .isEqualTo(AlarmState.Value.OK);
        assertSucceeds(failover);
        pass(Duration.ofHours(3));
        assertThat(failovers()).hasSize(1);
    }

    @Test
    void anOutageThatHealsInTheWindowChangesNothing() {
        strike();
        Execution failover = started();
        twin.heal(Walkthrough.PRIMARY);

        stage.runToEnd(failover, Duration.ofHours(1));
        assertThat(verdict(failover)).isEqualTo("STOOD_DOWN");
        assertNothingChanged();
    }

    @Test
    void anOutageThatComesAndGoesStartsOneRunAndChangesNothing() {
        for (int i = 0; i < 10; i++) {
            strike();
            pass(Duration.ofSeconds(45));
            twin.heal(Walkthrough.PRIMARY);
            pass(Duration.ofSeconds(135));
        }

        assertThat(failovers()).hasSizeLessThan(2);
        assertNothingChanged();
    }

    @Test
    void anAlarmThatNobodyElseConfirmsChangesNothing() {
        twin.every(
                Duration.ofSeconds(10),
                "checkers that err",
                () -> twin.cloudWatch()
                        .publish(
                                Walkthrough.PRIMARY,
                                Metrics.healthCheckStatus(Walkthrough.VISITORS_CHECK),
                                0,
                                twin.timeline().now()));

        Execution failover = started();
        stage.runToEnd(failover, Duration.ofHours(1));
        assertThat(verdict(failover)).isIn("STOOD_DOWN", "SAFE_ABORTED");
        assertNothingChanged();
    }

    @Test
    void aRecoveryRegionThatIsCutOffFromTheInternetSeesNoOutage() {
        twin.cutOff(Walkthrough.RECOVERY);
        pass(Duration.ofMinutes(30));
        assertThat(failovers()).isEmpty();
        assertNothingChanged();
    }

    @Test
    void aWitnessThatIsCutOffIsNoOutageAndStopsNoAlarm() {
        twin.cutOff(Walkthrough.WITNESS_REGION);
        pass(Duration.ofMinutes(10));
        assertThat(failovers()).isEmpty();

        strike();
        assertSucceeds(started());
    }

    @Test
    void alarmWitnessScheduleAndConsoleAnnounceOneFailover() {
        strike();
        pass(Duration.ofSeconds(75));
        ObjectNode byHand = JsonNodeFactory.instance.objectNode().put("plan", "shop");
        stage.start(FAILOVER, "by-hand-1", byHand);
        stage.start(FAILOVER, "by-hand-2", byHand);
        pass(Duration.ofHours(1));

        assertThat(failovers())
                .filteredOn(execution -> verdict(execution).equals("SUCCEEDED"))
                .hasSize(1);
        assertThat(failovers())
                .filteredOn(execution -> !verdict(execution).equals("SUCCEEDED"))
                .allSatisfy(execution -> assertThat(
                                execution.output().orElseThrow().path("joined").asBoolean())
                        .as("%s", execution.output())
                        .isTrue());
    }

    private void strike() {
        twin.strike(Walkthrough.PRIMARY, Set.of("ec2", "rds", "s3"));
    }

    private void pass(Duration time) {
        stage.timeline().advance(time);
    }

    private Execution started() {
        stage.timeline()
                .runUntil(
                        () -> stage.latest(FAILOVER).isPresent(),
                        twin.timeline().now().plus(Duration.ofMinutes(10)));
        return stage.latest(FAILOVER).orElseThrow();
    }

    private void assertSucceeds(Execution failover) {
        stage.runToEnd(failover, Duration.ofHours(2));
        assertThat(failover.status()).as("%s", failover.cause()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(verdict(failover)).as("%s", failover.output()).isEqualTo("SUCCEEDED");
        pass(Duration.ofMinutes(2));
        assertThat(twin.resolve(Walkthrough.SHOP).orElseThrow().host()).startsWith("shop-west.");
    }

    private void assertNothingChanged() {
        pass(Duration.ofMinutes(5));
        assertThat(twin.ec2().instances(Walkthrough.RECOVERY)).isEmpty();
        assertThat(twin.rds().promotions(Walkthrough.GLOBAL_CLUSTER)).isEmpty();
        assertThat(twin.resolve(Walkthrough.SHOP).orElseThrow().host()).startsWith("shop-east.");
    }

    private List<Execution> failovers() {
        return twin.front()
                .exclusively(() -> twin.stepFunctions().executions().stream()
                        .filter(execution ->
                                execution.identity().stateMachineName().equals(FAILOVER))
                        .toList());
    }

    private static String verdict(Execution execution) {
        return execution.output().map(output -> output.path("verdict").asText()).orElse("NEEDS_HUMAN");
    }
}
