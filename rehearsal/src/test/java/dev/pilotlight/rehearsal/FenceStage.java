package dev.pilotlight.rehearsal;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.twin.physics.Physics;
import dev.pilotlight.twin.states.Execution;
import dev.pilotlight.twin.time.Timeline;
import dev.pilotlight.twin.wire.Call;
import dev.pilotlight.twin.wire.HttpResponse;
import dev.pilotlight.twin.wire.Passage;
import dev.pilotlight.twin.world.Twin;
import dev.pilotlight.twin.world.Walkthrough;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The walk-through's database and nothing else, failing over in virtual time, with a fence around the primary. It
 * watches after each call whether the primary's database can be reached through its subnets.
 */
final class FenceStage {
    private static final Repository REPOSITORY = Repository.around(Path.of(""));

    private final List<Fault> faults = new ArrayList<>();
    private final List<String> changes = new ArrayList<>();
    private final Stage stage;
    private boolean everClosed;
    private @Nullable Execution failover;

    FenceStage(String fence) {
        this(fence, plan -> {});
    }

    FenceStage(String fence, Consumer<ObjectNode> change) {
        ObjectNode plan = plan(fence);
        change.accept(plan);
        stage = Stage.simulated(REPOSITORY, plan, Physics.defaults(), timeline -> List.of(passage(timeline)));
    }

    private static ObjectNode plan(String fence) {
        ObjectNode plan = PlanFile.read(REPOSITORY.plan());
        plan.set("fence", json(fence));
        plan.putArray("tiers");
        plan.putObject("traffic").put("kind", "none");
        ((ArrayNode) plan.path("sites")).remove(0);
        return plan;
    }

    /** What happens to some calls instead of reaching their service. */
    private record Fault(Predicate<Call> about, Kind kind) {}

    private enum Kind {
        DENIED,
        SILENT,
        LATE
    }

    Twin twin() {
        return stage.twin();
    }

    /** From now on a function is not allowed an operation in the primary Region. */
    FenceStage denying(String function, String operation) {
        faults.add(new Fault(call -> is(call, function, operation), Kind.DENIED));
        return this;
    }

    /** From now on nothing answers a function from the primary Region. */
    FenceStage silentFor(String function) {
        faults.add(new Fault(
                call -> call.principal().equals(function) && call.region().equals(Walkthrough.PRIMARY), Kind.SILENT));
        return this;
    }

    /** From now on an operation of a function has its effect half a minute later, and no answer. */
    FenceStage late(String function, String operation) {
        faults.add(new Fault(call -> is(call, function, operation), Kind.LATE));
        return this;
    }

    private static boolean is(Call call, String function, String operation) {
        return call.principal().equals(function) && call.operation().equals(operation);
    }

    /** The primary fails, some of its endpoints too, and the failover that the alarm starts runs to its end. */
    FenceStage failOver(Set<String> silent) {
        begin(silent);
        stage.runToEnd(failover(), Duration.ofHours(2));
        return this;
    }

    /** The primary fails, some of its endpoints too, and the alarm starts the failover. */
    FenceStage begin(Set<String> silent) {
        stage.timeline().advance(Duration.ofMinutes(10));
        stage.twin().strike(Walkthrough.PRIMARY, silent);
        stage.timeline()
                .runUntil(
                        () -> stage.latest("failover").isPresent(),
                        stage.timeline().now().plus(Duration.ofMinutes(10)));
        failover = stage.latest("failover").orElseThrow();
        return this;
    }

    /** Runs until a call in the primary Region has been made. */
    FenceStage until(String operation) {
        stage.timeline()
                .runUntil(
                        () -> changes.contains(operation),
                        stage.timeline().now().plus(Duration.ofMinutes(30)));
        return this;
    }

    /** A person takes the plan over, and the run that does so comes to its end. */
    FenceStage takeOver() {
        failover = stage.start("failover", "taker", json("{'plan': 'shop', 'takeover': true, 'reason': 'it hangs'}"));
        stage.runToEnd(failover, Duration.ofHours(2));
        return this;
    }

    Execution failover() {
        return requireNonNull(failover, "call failOver first");
    }

    /** How the run ended: its verdict and, when it did not succeed, its guard. */
    String ending() {
        return failover()
                .output()
                .map(output -> output.path("verdict").asText() + " "
                        + output.path("guard").asText())
                .orElseGet(() ->
                        failover().error().orElse("") + " " + failover().cause().orElse(""))
                .strip();
    }

    Duration took() {
        return Duration.between(
                failover().identity().startTime(), stage.timeline().now());
    }

    /** Lets time pass after the run. */
    FenceStage pass(Duration time) {
        stage.timeline().advance(time);
        return this;
    }

    /** Whether every subnet of the primary's database lets everything through, both ways. */
    boolean isOpen() {
        return Walkthrough.PRIMARY_DATABASE_SUBNETS.stream()
                .allMatch(subnet -> allows(subnet, false) && allows(subnet, true));
    }

    /** Whether none does. */
    boolean isClosed() {
        return Walkthrough.PRIMARY_DATABASE_SUBNETS.stream()
                .noneMatch(subnet -> allows(subnet, false) || allows(subnet, true));
    }

    /** Whether a subnet was closed at any moment so far. */
    boolean wasEverClosed() {
        return everClosed;
    }

    /** The calls in the primary Region that were not mere looks, in their order. */
    List<String> changes() {
        return List.copyOf(changes);
    }

    boolean isPromoted() {
        return !stage.twin().rds().promotions(Walkthrough.GLOBAL_CLUSTER).isEmpty();
    }

    private boolean allows(String subnet, boolean egress) {
        return stage.twin()
                .front()
                .exclusively(() -> stage.twin().ec2().networkAllows(Walkthrough.PRIMARY, subnet, egress, 5432));
    }

    private Passage passage(Timeline timeline) {
        return (call, inner) -> {
            boolean change = call.region().equals(Walkthrough.PRIMARY)
                    && !call.operation().startsWith("Describe")
                    && !call.operation().startsWith("Get");
            if (change) {
                changes.add(call.operation());
            }
            for (Fault fault : List.copyOf(faults)) {
                if (fault.about().test(call)) {
                    return struck(timeline, call, inner, fault.kind());
                }
            }
            HttpResponse response = inner.proceed();
            everClosed |= !isOpen();
            return response;
        };
    }

    private static HttpResponse struck(Timeline timeline, Call call, Passage.Inner inner, Kind kind)
            throws InterruptedException {
        switch (kind) {
            case DENIED -> {
                String error =
                        "<Response><Errors><Error><Code>UnauthorizedOperation</Code><Message>You are not authorized "
                                + "to perform this operation.</Message></Error></Errors><RequestID>r</RequestID></Response>";
                return HttpResponse.of(403, "text/xml", error);
            }
            case LATE ->
                timeline.start("late " + call.operation(), () -> {
                    try {
                        timeline.sleep(Duration.ofSeconds(30));
                        inner.proceed();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
            case SILENT -> {
                // nothing ever happens
            }
        }
        timeline.signal().await();
        throw new IllegalStateException("a silent call does not come back");
    }

    private static JsonNode json(String text) {
        try {
            return JsonMapper.builder().build().readTree(text.replace('\'', '"'));
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }
}
