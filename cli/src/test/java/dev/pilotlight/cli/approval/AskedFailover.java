package dev.pilotlight.cli.approval;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.rehearsal.PlanFile;
import dev.pilotlight.rehearsal.Repository;
import dev.pilotlight.rehearsal.Stage;
import dev.pilotlight.twin.physics.Physics;
import dev.pilotlight.twin.service.sns.Publication;
import dev.pilotlight.twin.states.Execution;
import dev.pilotlight.twin.wire.InProcessClient;
import dev.pilotlight.twin.world.Walkthrough;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** The walk-through's failover in virtual time, up to the moment when a person is asked and after it. */
final class AskedFailover {
    static final String ANNE = "arn:aws:sts::111111111111:assumed-role/anne/twin";
    private static final Repository REPOSITORY = Repository.around(Path.of(""));
    private static final Set<String> SILENT = Set.of("ec2", "rds", "s3");

    private final Stage stage;

    private AskedFailover(ObjectNode plan) {
        this.stage = Stage.simulated(REPOSITORY, plan, Physics.defaults());
    }

    /** Two healthy Regions, the image in both, and a plan in which something was changed. */
    static AskedFailover prepared(Consumer<ObjectNode> change) {
        AskedFailover failover = fresh(change);
        failover.stage.timeline().advance(Duration.ofMinutes(10));
        ObjectNode input =
                JsonNodeFactory.instance.objectNode().put("plan", "shop").put("create", true);
        failover.stage.runToEnd(failover.stage.start("sync-images", "sync-1", input), Duration.ofHours(3));
        return failover;
    }

    /** Two Regions that nobody has looked at yet. */
    static AskedFailover fresh(Consumer<ObjectNode> change) {
        ObjectNode plan = PlanFile.read(REPOSITORY.plan());
        change.accept(plan);
        return new AskedFailover(plan);
    }

    /** The primary fails before anything was measured, and a person starts the failover. */
    Execution declareAtOnce() {
        stage.twin().strike(Walkthrough.PRIMARY, SILENT);
        ObjectNode input = JsonNodeFactory.instance
                .objectNode()
                .put("plan", "shop")
                .put("declared", true)
                .put("reason", "the phone rings");
        return stage.start("failover", "by-hand", input);
    }

    Stage stage() {
        return stage;
    }

    /** The primary fails, and the alarm starts the failover. */
    Execution strike() {
        stage.twin().strike(Walkthrough.PRIMARY, SILENT);
        stage.timeline()
                .runUntil(
                        () -> stage.latest("failover").isPresent(),
                        stage.timeline().now().plus(Duration.ofMinutes(10)));
        return stage.latest("failover").orElseThrow();
    }

    /** Lets time pass until a person is asked. */
    boolean untilAsked() {
        return stage.timeline()
                .runUntil(() -> questions() > 0, stage.timeline().now().plus(Duration.ofMinutes(10)));
    }

    long questions() {
        return published().stream()
                .filter(message -> message.subject().orElse("").endsWith("asks for an answer"))
                .count();
    }

    List<Publication> published() {
        return stage.twin().topics().publications(Walkthrough.TOPIC);
    }

    /** What the command prints when somebody with these credentials runs it. */
    String approve(String answer, AwsCredentialsProvider somebody) {
        return command(
                somebody,
                answering -> answering.answer(
                        "shop",
                        Optional.empty(),
                        new ApprovalService.Said(answer, Optional.of("seen"), Optional.empty())));
    }

    String list(AwsCredentialsProvider somebody) {
        return command(somebody, answering -> answering.list(Optional.empty()));
    }

    static AwsCredentialsProvider anne() {
        return StaticCredentialsProvider.create(AwsBasicCredentials.create("anne", "no-secret-in-a-twin"));
    }

    static AwsCredentialsProvider nobody() {
        return AnonymousCredentialsProvider.create();
    }

    /** One run of the command. */
    @FunctionalInterface
    interface Command {
        int run(Answering answering) throws IOException;
    }

    private String command(AwsCredentialsProvider somebody, Command command) {
        StringWriter out = new StringWriter();
        service(somebody, service -> command.run(new Answering(service, new PrintWriter(out))));
        return out.toString();
    }

    /** One call of the service. */
    @FunctionalInterface
    interface Call {
        Object make(ApprovalService service) throws IOException;
    }

    Object service(AwsCredentialsProvider somebody, Call call) {
        AtomicReference<Object> result = new AtomicReference<>();
        stage.timeline()
                .start(
                        "a person",
                        () -> InProcessClient.bind(stage.twin().front(), () -> {
                            try {
                                result.set(call.make(new ApprovalService(new InProcessClient(), somebody, url())));
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                        }));
        stage.timeline()
                .runUntil(() -> result.get() != null, stage.timeline().now().plus(Duration.ofMinutes(1)));
        return requireNonNull(result.get());
    }

    private ApprovalUrl url() {
        String id = stage.twin().functionUrls().open(Walkthrough.RECOVERY, "AnswerApproval");
        return ApprovalUrl.of(
                URI.create("https://" + stage.twin().functionUrls().host(id) + "/"), "nowhere");
    }

    JsonNode report(Execution execution) throws IOException {
        String key = "reports/shop/" + execution.identity().name() + ".json";
        return JsonMapper.builder()
                .build()
                .readTree(stage.twin().s3().content(Walkthrough.BUCKET, key).orElseThrow());
    }

    /** The acts that a run announced before it did them; without one nothing is changed (S8). */
    List<String> acts(Execution execution) throws IOException {
        return report(execution)
                .path("events")
                .valueStream()
                .filter(event -> event.path("kind").asText().equals("intent"))
                .map(event -> event.path("facts").path("act").asText())
                .toList();
    }
}
