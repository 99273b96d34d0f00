package dev.pilotlight.bench.rto;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.PlanReader;
import dev.pilotlight.rehearsal.Limit;
import dev.pilotlight.rehearsal.PlanFile;
import dev.pilotlight.rehearsal.Repository;
import dev.pilotlight.rehearsal.Stage;
import dev.pilotlight.twin.physics.Physics;
import dev.pilotlight.twin.states.Execution;
import dev.pilotlight.twin.world.FrontDoor;
import dev.pilotlight.twin.world.Nature;
import dev.pilotlight.twin.world.Walkthrough;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * One failover of the walk-through on the twin.
 *
 * @param verdict how the run ended
 * @param recoveryTime from the disaster until the last visitor is led to the recovery Region, where the site works
 * @param shifted from the end of the plan's window until the traffic was shifted, after everything was checked
 * @param limit what it could not be faster than
 */
record MeasuredFailover(String verdict, Duration recoveryTime, Duration shifted, Limit limit) {
    private static final Duration PATIENCE = Duration.ofHours(6);
    private static final Duration QUICK = Duration.ofSeconds(5);
    private static final Set<String> SILENT_IN_A_DISASTER = Set.of("ec2", "rds", "s3");

    /** A call takes as long as it does for the peers. */
    private static final Duration CALL = Duration.ofMillis(200);

    static MeasuredFailover under(Conditions nature, Repository repository) {
        ObjectNode document = PlanFile.read(repository.plan());
        Stage stage = Stage.simulated(repository, document, physics(nature));
        try (var timeline = stage.timeline()) {
            timeline.advance(Duration.ofMinutes(10));
            prepare(stage);
            return measure(stage, PlanReader.read(document), nature);
        }
    }

    private static Physics physics(Conditions nature) {
        return Physics.defaults()
                .withLatency(CALL)
                .withImages(images -> images.withCreation(QUICK).withCopy(QUICK))
                .withCompute(compute -> compute.withBoot(nature.boot()).withChecks(nature.boot()))
                .withDatabase(database -> database.withPromotion(nature.promotion())
                        .withLags(nature.statusLag(), Duration.ZERO, Duration.ZERO));
    }

    private static void prepare(Stage stage) {
        ObjectNode input =
                JsonNodeFactory.instance.objectNode().put("plan", "shop").put("create", true);
        Execution sync = stage.start("sync-images", "sync", input);
        require(stage.runToEnd(sync, PATIENCE), "the image is copied");
    }

    private static MeasuredFailover measure(Stage stage, Plan plan, Conditions nature) {
        Instant disaster = stage.timeline().now();
        stage.twin().strike(Walkthrough.PRIMARY, SILENT_IN_A_DISASTER);
        await(stage, "a failover starts", () -> stage.latest("failover").isPresent());
        Execution failover = stage.latest("failover").orElseThrow();
        await(
                stage,
                "visitors are led to the recovery Region",
                () -> stage.twin()
                        .resolve(Walkthrough.SHOP)
                        .map(FrontDoor.NameServer.Answer::host)
                        .filter(host -> host.startsWith("shop-west."))
                        .isPresent());
        Nature.Tempo tempo = stage.twin().nature().tempo();
        Instant recovered = stage.timeline().now().plus(tempo.timeToLive());
        require(stage.runToEnd(failover, PATIENCE), "the failover ends");
        Instant started = failover.identity().startTime();
        Limit limit = limit(plan, nature, tempo, Duration.between(disaster, started));
        Instant windowEnd = started.plus(plan.outage().window());
        return new MeasuredFailover(
                failover.output().map(output -> output.path("verdict").asText()).orElse("NEEDS_HUMAN"),
                Duration.between(disaster, recovered),
                Duration.between(windowEnd, shifted(failover)),
                limit);
    }

    /** When the run went on from the traffic switch to its end. */
    private static Instant shifted(Execution failover) {
        JsonNode unknown = JsonNodeFactory.instance.nullNode();
        return failover.history().stream()
                .filter(event -> event.type().wireName().equals("TaskStateEntered"))
                .filter(event -> event.name().equals("Close the record"))
                .map(event -> event.timestamp())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the traffic was not shifted: "
                        + failover.output().orElse(unknown) + failover.cause().orElse("")));
    }

    private static Limit limit(Plan plan, Conditions nature, Nature.Tempo tempo, Duration detection) {
        Duration checks = plan.sites().stream()
                .map(site -> site.interval().multipliedBy(site.passes()))
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
        Duration fence =
                plan.fence().methods().isEmpty() ? Duration.ZERO : plan.fence().timeout();
        Duration noticed = tempo.healthCheckInterval().multipliedBy(tempo.switchFailures());
        return new Limit(
                detection,
                plan.outage().window(),
                fence,
                Duration.ZERO,
                nature.promotion(),
                nature.boot(),
                checks,
                noticed.plus(tempo.timeToLive()));
    }

    private static void await(Stage stage, String what, BooleanSupplier condition) {
        Instant latest = stage.timeline().now().plus(PATIENCE);
        require(stage.timeline().runUntil(condition, latest), what);
    }

    private static void require(boolean happened, String what) {
        if (!happened) {
            throw new IllegalStateException(
                    "within " + PATIENCE.toHours() + " hours it did not come about that " + what);
        }
    }
}
