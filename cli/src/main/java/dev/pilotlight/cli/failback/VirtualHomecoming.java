package dev.pilotlight.cli.failback;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.rehearsal.Person;
import dev.pilotlight.rehearsal.Repository;
import dev.pilotlight.rehearsal.Stage;
import dev.pilotlight.twin.physics.Physics;
import dev.pilotlight.twin.states.Execution;
import dev.pilotlight.twin.states.ExecutionIdentity;
import dev.pilotlight.twin.states.ExecutionStatus;
import dev.pilotlight.twin.states.history.EventType;
import dev.pilotlight.twin.states.history.HistoryEvent;
import dev.pilotlight.twin.world.Walkthrough;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A failover and the way home in the modelled world, told with the times that it would take there. */
final class VirtualHomecoming {
    private static final Set<String> SILENT = Set.of("ec2", "rds", "s3");
    private static final Duration OUTAGE = Duration.ofMinutes(30);
    private static final Duration A_DAY = Duration.ofDays(1);
    private static final String WARMING = "Warm the ";

    private final Stage stage;
    private final @Nullable PrintWriter out;
    private final Instant start;
    private final Set<String> entered = new HashSet<>();

    /** @param out where it is told; nobody is told when it is null */
    VirtualHomecoming(Repository repository, ObjectNode plan, String strategy, @Nullable PrintWriter out) {
        plan.withObject("/databases/0").put("strategy", strategy);
        this.stage = Stage.simulated(repository, plan, Physics.defaults());
        this.out = out;
        this.start = stage.timeline().now();
        stage.twin().onStory(this::happened);
    }

    /**
     * How it ended.
     *
     * @param report of the failback, as it lies in the bucket
     */
    record Told(ExecutionStatus status, String verdict, JsonNode report) {
        int exitCode() {
            return switch (verdict) {
                case "SUCCEEDED" -> 0;
                case "SAFE_ABORTED" -> 3;
                default -> 1;
            };
        }
    }

    /**
     * Tells it.
     *
     * @param approves what the person says who is asked
     */
    Told tell(boolean approves) throws IOException {
        stage.timeline().advance(Duration.ofMinutes(10));
        say("All is well; the image is copied");
        end(stage.start("sync-images", "sync-1", input().put("create", true)));
        stage.twin().strike(Walkthrough.PRIMARY, SILENT);
        say("us-east-1 is struck");
        until(() -> stage.latest("failover").isPresent());
        end(stage.latest("failover").orElseThrow());
        stage.timeline().advance(OUTAGE);
        stage.twin().heal(Walkthrough.PRIMARY);
        say("us-east-1 is back, with what it held");
        show();
        Execution failback = stage.start("failback", "home-1", input());
        Person operator = new Person(stage, "arn:aws:iam::111111111111:user/operator");
        until(() -> operator.newest().isPresent() || failback.end().raised());
        operator.newest().ifPresent(question -> {
            say("A person is asked, and says " + (approves ? "yes" : "no"));
            operator.answer(question, approves, approves ? "a quiet hour" : "not before the week-end");
        });
        end(failback);
        show();
        String verdict =
                failback.output().map(output -> output.path("verdict").asText()).orElse("NEEDS_HUMAN");
        say("The failback ended as " + verdict
                + failback.output()
                        .map(output -> output.path("why").asText())
                        .filter(why -> !why.isEmpty())
                        .map(why -> ": " + why)
                        .orElse(""));
        stage.timeline().advance(Duration.ofMinutes(2));
        say("Visitors are led to "
                + stage.twin()
                        .resolve(Walkthrough.SHOP)
                        .map(answer -> answer.host())
                        .orElse("nobody"));
        Told told = new Told(failback.status(), verdict, report());
        stage.timeline().close();
        return told;
    }

    private static ObjectNode input() {
        return JsonNodeFactory.instance.objectNode().put("plan", "shop");
    }

    private void end(Execution execution) {
        if (!stage.runToEnd(execution, A_DAY)) {
            throw new IllegalStateException(execution.identity().name() + " has not ended within a day");
        }
    }

    private void until(BooleanSupplier condition) {
        if (!stage.timeline().runUntil(condition, stage.timeline().now().plus(A_DAY))) {
            throw new IllegalStateException("what was waited for did not happen within a day");
        }
    }

    private void show() {
        List<String> there = stage.twin()
                .rds()
                .everything(Walkthrough.PRIMARY, stage.timeline().now());
        say("At home there are now: " + String.join(", ", there));
    }

    private JsonNode report() throws IOException {
        Optional<byte[]> stored = stage.twin().s3().content(Walkthrough.BUCKET, "reports/shop/home-1.json");
        return JsonMapper.builder()
                .build()
                .readTree(stored.orElseThrow(() -> new IllegalStateException("the failback wrote no report")));
    }

    private void happened(ExecutionIdentity execution, HistoryEvent event) {
        boolean enters = event.type() == EventType.TASK_STATE_ENTERED
                || event.type() == EventType.SUCCEED_STATE_ENTERED
                || event.type() == EventType.FAIL_STATE_ENTERED;
        String state = execution.stateMachineName() + " ▸ " + event.name();
        if (enters && !event.name().startsWith(WARMING) && entered.add(state)) {
            say("  " + state);
        }
    }

    private void say(String line) {
        if (out != null) {
            Duration since = Duration.between(start, stage.timeline().now());
            out.println(String.format(
                    Locale.ROOT,
                    "%3d:%02d:%02d  %s",
                    since.toHours(),
                    since.toMinutesPart(),
                    since.toSecondsPart(),
                    line));
            out.flush();
        }
    }
}
