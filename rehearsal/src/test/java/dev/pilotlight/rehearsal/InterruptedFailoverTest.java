package dev.pilotlight.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.twin.physics.Physics;
import dev.pilotlight.twin.states.Execution;
import dev.pilotlight.twin.states.ExecutionStatus;
import dev.pilotlight.twin.world.Walkthrough;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs that are stopped, taken over or resumed in the middle, wherever that is. */
@Tag("thorough")
class InterruptedFailoverTest {
    private static final Repository REPOSITORY = Repository.around(Path.of(""));
    private static final Set<String> SILENT = Set.of("ec2", "rds", "s3");
    private static final Duration LIMIT = Duration.ofHours(3);

    private final Stage stage = Stage.simulated(REPOSITORY, PlanFile.read(REPOSITORY.plan()), Physics.defaults());

    /** Moments of a run, in seconds after its start: from before the outage is confirmed to after the shift. */
    static List<Integer> moments() {
        return IntStream.of(0, 64, 68, 90, 240).boxed().toList();
    }

    @ParameterizedTest
    @MethodSource("moments")
    void aRunThatIsTakenOverAtAnyMomentEndsAsItWouldHave(int seconds) {
        Execution old = failing();
        stage.timeline().advance(Duration.ofSeconds(seconds));
        boolean ended = old.end().raised();

        Execution taker =
                stage.start("failover", "taker", json().put("takeover", true).put("reason", "it hangs"));
        stage.runToEnd(taker, LIMIT);

        assertThat(taker.status()).as("%s", taker.cause()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(old.status()).isEqualTo(ended ? ExecutionStatus.SUCCEEDED : ExecutionStatus.ABORTED);
        if (!ended) {
            assertThat(verdict(taker)).isEqualTo("SUCCEEDED");
        }
        assertServedFromTheRecoveryRegion();
    }

    @ParameterizedTest
    @MethodSource("moments")
    void aRunThatIsStoppedAtAnyMomentIsClosedForItAndResumedToTheSameEnd(int seconds) {
        Execution old = failing();
        stage.timeline().advance(Duration.ofSeconds(seconds));
        if (old.end().raised()) {
            return;
        }
        stop(old);
        stage.timeline().advance(Duration.ofMinutes(2));
        Execution resumed = stage.start("failover", old.identity().name() + "-r1", json());
        stage.runToEnd(resumed, LIMIT);

        assertThat(verdict(resumed)).as("%s", resumed.cause()).isEqualTo("SUCCEEDED");
        assertServedFromTheRecoveryRegion();
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 68, 90})
    void aRunThatWasStoppedGoesOnWhenStepFunctionsRedrivesIt(int seconds) {
        Execution run = failing();
        stage.timeline().advance(Duration.ofSeconds(seconds));
        stop(run);
        stage.timeline().advance(Duration.ofMinutes(2));

        stage.twin().front().exclusively(() -> {
            run.redrive();
            return run;
        });
        stage.timeline().runUntil(() -> run.status() != ExecutionStatus.RUNNING, now().plus(LIMIT));

        assertThat(verdict(run)).as("%s", run.cause()).isEqualTo("SUCCEEDED");
        assertServedFromTheRecoveryRegion();
    }

    @Test
    void aPrimaryThatIsBackAfterThePromotionDoesNotStandAResumedRunDown() {
        Execution old = failing();
        stage.timeline().runUntil(this::isPromoted, now().plus(Duration.ofMinutes(20)));
        stop(old);
        stage.timeline().advance(Duration.ofMinutes(2));
        stage.twin().heal(Walkthrough.PRIMARY);
        stage.timeline().advance(Duration.ofMinutes(10));

        Execution resumed = stage.start("failover", old.identity().name() + "-r1", json());
        stage.runToEnd(resumed, LIMIT);

        assertThat(verdict(resumed)).as("%s", resumed.cause()).isEqualTo("SUCCEEDED");
        assertServedFromTheRecoveryRegion();
    }

    private Execution failing() {
        stage.timeline().advance(Duration.ofMinutes(10));
        Execution sync = stage.start("sync-images", "sync-1", json().put("create", true));
        stage.runToEnd(sync, LIMIT);
        stage.twin().strike(Walkthrough.PRIMARY, SILENT);
        stage.timeline().runUntil(() -> stage.latest("failover").isPresent(), now().plus(Duration.ofMinutes(10)));
        return stage.latest("failover").orElseThrow();
    }

    private void stop(Execution execution) {
        stage.twin().front().exclusively(() -> {
            execution.stop("STOPPED", "by a test");
            return execution;
        });
    }

    private boolean isPromoted() {
        return !stage.twin().rds().promotions(Walkthrough.GLOBAL_CLUSTER).isEmpty();
    }

    /** One promotion, and as many instances as the plan wants, whoever launched them. */
    private void assertServedFromTheRecoveryRegion() {
        stage.timeline().advance(Duration.ofMinutes(1));
        assertThat(stage.twin().resolve(Walkthrough.SHOP).orElseThrow().host()).startsWith("shop-west.");
        assertThat(stage.twin().rds().promotions(Walkthrough.GLOBAL_CLUSTER)).hasSize(1);
    }

    private static String verdict(Execution execution) {
        return execution.output().map(output -> output.path("verdict").asText()).orElse("none");
    }

    private static ObjectNode json() {
        return JsonNodeFactory.instance.objectNode().put("plan", "shop");
    }

    private Instant now() {
        return stage.timeline().now();
    }
}
