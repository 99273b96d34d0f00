package dev.pilotlight.cli.approval;

import static dev.pilotlight.cli.approval.AskedFailover.ANNE;
import static dev.pilotlight.cli.approval.AskedFailover.anne;
import static dev.pilotlight.cli.approval.AskedFailover.nobody;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.twin.states.Execution;
import dev.pilotlight.twin.world.Walkthrough;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/** A failover that asks, from the alarm to its end, with the shipped functions and the command that answers. */
class SimulatedApprovalTest {

    @Test
    void anApprovalLetsTheFailoverSucceedAndIsInTheRecordByName() throws IOException {
        AskedFailover failover = approving();
        Execution execution = failover.strike();
        assertThat(failover.untilAsked()).isTrue();

        assertThat(failover.list(anne())).contains("asks about the promotion", "an approval is needed");
        assertThat(failover.approve("approve", anne())).contains("Recorded: approved by " + ANNE);

        end(failover, execution, "SUCCEEDED");
        assertThat(failover.report(execution).toString()).contains("\"approvedBy\":\"" + ANNE + "\"");
        failover.stage().timeline().advance(Duration.ofMinutes(1));
        assertThat(failover.stage()
                        .twin()
                        .resolve(Walkthrough.SHOP)
                        .orElseThrow()
                        .host())
                .startsWith("shop-west.");
    }

    @Test
    @Tag("thorough")
    void theAnswerIsFoundAtOnce() {
        AskedFailover failover = approving();
        Execution execution = failover.strike();
        failover.untilAsked();
        failover.approve("approve", anne());
        Instant answered = failover.stage().timeline().now();
        failover.stage()
                .timeline()
                .runUntil(
                        () -> execution.history().stream()
                                .anyMatch(event -> event.name().equals("Promote the databases")),
                        answered.plus(Duration.ofMinutes(5)));
        assertThat(Duration.between(answered, failover.stage().timeline().now()))
                .isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void aRejectedApprovalUndoesEverythingAndThePrimaryNeverLostAConnection() throws IOException {
        AskedFailover failover = approving();
        Execution execution = failover.strike();
        failover.untilAsked();

        assertThat(failover.approve("reject", anne())).contains("Recorded: rejected by " + ANNE);

        end(failover, execution, "SAFE_ABORTED");
        assertThat(failover.acts(execution))
                .contains("LAUNCH_INSTANCES", "TERMINATE_INSTANCES")
                .isSubsetOf("LAUNCH_INSTANCES", "REGISTER_TARGETS", "DEREGISTER_TARGETS", "TERMINATE_INSTANCES");
        assertThat(failover.report(execution).path("guard").asText()).isEqualTo("APPROVAL_REJECTED");
        assertThat(failover.report(execution).path("why").asText()).contains(ANNE, "seen");
    }

    @Test
    @Tag("thorough")
    void noAnswerIsANo() throws IOException {
        AskedFailover failover = approving();
        Execution execution = failover.strike();
        failover.untilAsked();

        end(failover, execution, "SAFE_ABORTED");

        assertThat(failover.report(execution).path("guard").asText()).isEqualTo("APPROVAL_EXPIRED");
        assertThat(failover.questions()).as("people are told once").isEqualTo(1);
        assertThat(failover.approve("approve", anne())).contains("Nothing is asked");
    }

    @Test
    void aReplayAndAnUnsignedRequestChangeNothing() throws IOException {
        AskedFailover failover = approving();
        Execution execution = failover.strike();
        failover.untilAsked();
        String digest = digest(failover);

        assertThat(failover.approve("approve", nobody())).contains("Not recorded: Forbidden");
        assertThat(answer(failover, digest, "reject", anne()).status()).isEqualTo(200);
        ApprovalService.Response replay = answer(failover, digest, "approve", anne());

        assertThat(replay.status()).isEqualTo(409);
        assertThat(replay.body().path("state").asText()).isEqualTo("rejected");
        end(failover, execution, "SAFE_ABORTED");
    }

    @Test
    @Tag("thorough")
    void anAutomaticPlanAsksWhenTheLagIsTooHigh() throws IOException {
        AskedFailover failover = AskedFailover.prepared(
                plan -> ((ObjectNode) plan.path("databases").path(0)).put("maxLag", "0s"));
        Execution execution = failover.strike();

        assertThat(failover.untilAsked()).isTrue();
        assertThat(failover.published().getLast().message())
                .contains("the replication lag is above the plan's limit (LAG_TOO_HIGH)", "pilotlight approve shop");
        failover.approve("approve", anne());
        end(failover, execution, "SUCCEEDED");
    }

    @Test
    @Tag("thorough")
    void anAutomaticPlanAsksWhenTheLagIsUnknown() {
        AskedFailover failover = AskedFailover.fresh(plan -> plan.putArray("tiers"));
        failover.declareAtOnce();

        assertThat(failover.untilAsked()).isTrue();
        assertThat(failover.published().getLast().message())
                .contains("the replication lag is unknown (LAG_UNKNOWN)", "orders: there is no sample");
    }

    @Test
    @Tag("thorough")
    void aSecretInTheReasonIsWrittenDownNowhere() throws IOException {
        AskedFailover failover = approving();
        Execution execution = failover.strike();
        failover.untilAsked();
        String digest = digest(failover);
        ApprovalService.Response recorded = (ApprovalService.Response) failover.service(
                anne(),
                service -> service.answer(
                        "shop",
                        digest,
                        new ApprovalService.Said("reject", Optional.of("token=canary-4711"), Optional.empty())));
        end(failover, execution, "SAFE_ABORTED");

        assertThat(recorded.body().toString()).contains("token=[redacted]");
        assertThat(failover.report(execution).toString())
                .contains("token=[redacted]")
                .doesNotContain("canary-4711");
        assertThat(failover.published().toString()).doesNotContain("canary-4711");
        assertThat(execution.history().stream().map(event -> event.toWire().toString()))
                .noneMatch(event -> event.contains("canary-4711"));
    }

    @Test
    @Tag("thorough")
    void peopleAreToldHowTheRunIsGettingOnEachThingOnce() throws IOException {
        AskedFailover failover = approving();
        Execution execution = failover.strike();
        failover.untilAsked();
        failover.approve("approve", anne());
        end(failover, execution, "SUCCEEDED");

        assertThat(failover.published().stream()
                        .map(message -> message.subject().orElse("")))
                .as("nothing waits for an announcement, so the question may come before the first of them")
                .contains("Pilot Light: shop asks for an answer")
                .containsSubsequence(
                        "Pilot Light: shop: the outage is confirmed",
                        "Pilot Light: shop: a database is promoted",
                        "Pilot Light: shop: the traffic is moved",
                        "Pilot Light: shop SUCCEEDED");
        assertThat(failover.published().stream()
                        .filter(message -> message.subject().orElse("").contains("shop: ")))
                .hasSize(3);
    }

    @Test
    void aPlanThatOnlyObservesChangesNothing() throws IOException {
        AskedFailover failover = AskedFailover.prepared(plan -> plan.put("autonomy", "observe"));
        Execution execution = failover.strike();

        end(failover, execution, "SAFE_ABORTED");

        assertThat(failover.acts(execution)).isEmpty();
        assertThat(failover.report(execution).path("guard").asText()).isEqualTo("OBSERVE_ONLY");
        assertThat(failover.questions()).isZero();
    }

    @Test
    void theTaskTokenIsShownNowhere() throws IOException {
        AskedFailover failover = approving();
        Execution execution = failover.strike();
        failover.untilAsked();
        failover.approve("approve", anne());
        end(failover, execution, "SUCCEEDED");

        String token = execution.history().stream()
                .map(event -> event.toWire().toString())
                .filter(event -> event.contains("\\\"token\\\":\\\""))
                .map(event -> event.replaceFirst("(?s).*?\\\\\"token\\\\\":\\\\\"([^\\\\]+).*", "$1"))
                .findFirst()
                .orElseThrow();
        assertThat(failover.report(execution).toString()).doesNotContain(token);
        assertThat(failover.published().toString()).doesNotContain(token);
        assertThat(failover.list(anne())).doesNotContain(token);
        assertThat(execution.output().orElseThrow().toString()).doesNotContain(token);
    }

    private static AskedFailover approving() {
        return AskedFailover.prepared(plan -> plan.put("autonomy", "approve"));
    }

    private static void end(AskedFailover failover, Execution execution, String verdict) {
        assertThat(failover.stage().runToEnd(execution, Duration.ofHours(2))).isTrue();
        assertThat(execution.output().map(output -> output.path("verdict").asText()))
                .as("%s %s", execution.cause(), execution.output())
                .contains(verdict);
    }

    private static String digest(AskedFailover failover) {
        ApprovalService.Response listed =
                (ApprovalService.Response) failover.service(anne(), service -> service.list(Optional.of("shop")));
        return listed.body().path("approvals").path(0).path("question").asText();
    }

    private static ApprovalService.Response answer(
            AskedFailover failover, String digest, String answer, AwsCredentialsProvider somebody) {
        return (ApprovalService.Response) failover.service(
                somebody,
                service -> service.answer(
                        "shop", digest, new ApprovalService.Said(answer, Optional.empty(), Optional.empty())));
    }
}
