package dev.pilotlight.approval;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.aws.FakeContext;
import dev.pilotlight.aws.TestSurroundings;
import dev.pilotlight.fixture.OpenRun;
import dev.pilotlight.journal.Approval;
import dev.pilotlight.journal.Question;
import dev.pilotlight.journal.SmallAws;
import dev.pilotlight.journal.WakeUps;
import dev.pilotlight.plan.AccountId;
import dev.pilotlight.plan.ShopPlan;
import dev.pilotlight.step.Events;
import dev.pilotlight.step.RetryableUnavailableException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerApprovalTest {
    private static final String TOKEN = "a-token-that-is-shown-nowhere";
    private static final String ANNE = "arn:aws:sts::111111111111:assumed-role/operator/anne";
    private final OpenRun run = OpenRun.of(ShopPlan.plan());
    private final Question question = Question.of(Question.PROMOTION, Map.of("loss", "unknown"));
    private final List<String> woken = new ArrayList<>();
    private WakeUps wakeUps = token -> woken.add(token);
    private List<String> approvers = List.of();

    @BeforeEach
    void somethingIsAsked() {
        run.approvals().ask(run.run(), question, Duration.ofMinutes(15), TOKEN, run.now());
    }

    @Test
    void theAnswerIsRecordedWithTheNameOfWhoeverSignedIt() throws JsonProcessingException {
        JsonNode answer = answered(200, post("approve"));

        assertThat(answer.path("by").asText()).isEqualTo(ANNE);
        assertThat(answer.path("state").asText()).isEqualTo("approved");
        assertThat(answer.path("because").asText()).isEqualTo("I have looked");
        assertThat(answer.path("at").asText()).isEqualTo(run.now().toString());
        assertThat(approval().state()).isEqualTo(Approval.State.APPROVED);
        assertThat(woken).containsExactly(TOKEN);
    }

    @Test
    void nobodyReadsTheTokenInAnyAnswer() throws JsonProcessingException {
        assertThat(handle(get()).toString()).contains("promotion").doesNotContain(TOKEN);
        assertThat(handle(post("reject")).toString()).contains("rejected").doesNotContain(TOKEN);
        assertThat(handle(post("reject")).toString()).doesNotContain(TOKEN);
        assertThat(approval()).asString().doesNotContain(TOKEN);
    }

    @Test
    void aReplayChangesNothingAndIsToldWhatStands() throws JsonProcessingException {
        answered(200, post("reject"));
        run.pass(Duration.ofSeconds(5));

        JsonNode replay = answered(409, post("approve"));

        assertThat(replay.path("state").asText()).isEqualTo("rejected");
        assertThat(approval().state()).isEqualTo(Approval.State.REJECTED);
        assertThat(approval().answeredAt()).isEqualTo(run.started());
        assertThat(woken).hasSize(1);
    }

    @Test
    void anUnsignedRequestChangesNothing() throws JsonProcessingException {
        ObjectNode unsigned = post("approve");
        ((ObjectNode) unsigned.path("requestContext")).remove("authorizer");
        assertUnchanged(403, unsigned);
        ((ObjectNode) unsigned.path("requestContext")).putNull("authorizer");
        assertUnchanged(403, unsigned);
        unsigned.set("authorizer", post("approve").path("requestContext").path("authorizer"));
        assertUnchanged(403, unsigned);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:sts::222222222222:assumed-role/operator/anne",
                "arn:aws:iam::222222222222:user/anne",
                "anne"
            })
    void aStrangerChangesNothing(String stranger) throws JsonProcessingException {
        assertUnchanged(403, signedBy(stranger, post("approve")));
        assertThat(handle(signedBy(stranger, get())).path("statusCode").asInt()).isEqualTo(403);
    }

    @Test
    void whereApproversAreNamedNobodyElseIsOne() throws JsonProcessingException {
        approvers = List.of("arn:aws:iam::111111111111:role/paths/operator", "arn:aws:iam::333333333333:user/ops");

        assertUnchanged(403, signedBy("arn:aws:iam::111111111111:user/operator", post("approve")));
        assertUnchanged(403, signedBy("arn:aws:sts::111111111111:assumed-role/operators/anne", post("approve")));
        assertUnchanged(403, signedBy("arn:aws:sts::222222222222:assumed-role/operator/anne", post("approve")));
        assertThat(handle(signedBy("arn:aws:iam::333333333333:user/ops", get()))
                        .path("statusCode")
                        .asInt())
                .isEqualTo(200);
        answered(200, post("approve"));
    }

    @Test
    void anAnswerAfterTheDeadlineChangesNothing() throws JsonProcessingException {
        run.pass(Duration.ofMinutes(15));
        assertUnchanged(410, post("approve"));
        assertThat(answered(200, get()).path("approvals")).isEmpty();
    }

    @Test
    void anAnswerToAnotherQuestionChangesNothing() throws JsonProcessingException {
        assertUnchanged(409, with("question", "0".repeat(64)));
        assertUnchanged(404, with("plan", "other"));
    }

    @Test
    void aYesThatHasToNameSomethingCountsOnlyWhenItDoes() throws JsonProcessingException {
        Question deletion = Question.of(Question.OLD_DATA, Map.of(Question.MUST_NAME, List.of("shop-old", "arn:old")));
        run.approvals().ask(run.run(), deletion, Duration.ofMinutes(15), TOKEN, run.now());
        String digest = deletion.digest(run.run());

        assertThat(answered(409, with("question", digest)).path("message").asText())
                .contains("shop-old", "nothing");
        assertThat(answered(409, naming(digest, "approve", "shop-east"))
                        .path("message")
                        .asText())
                .contains("shop-old", "shop-east");
        assertThat(problem(naming(digest, "approve", "x".repeat(257)))).contains("names:");
        JsonNode answer = answered(200, naming(digest, "approve", "arn:old"));

        assertThat(answer.path("named").asText()).isEqualTo("arn:old");
    }

    @Test
    void aNoNeedsNoName() throws JsonProcessingException {
        Question deletion = Question.of(Question.OLD_DATA, Map.of(Question.MUST_NAME, List.of("shop-old")));
        run.approvals().ask(run.run(), deletion, Duration.ofMinutes(15), TOKEN, run.now());

        answered(200, naming(deletion.digest(run.run()), "reject", "password=canary-1"));

        assertThat(run.approvals().of(run.plan().plan()).toString())
                .contains("rejected")
                .doesNotContain("canary-1");
    }

    @Test
    void theBeginningOfADigestIsEnough() throws JsonProcessingException {
        answered(200, with("question", question.digest(run.run()).substring(0, 12)));
    }

    @Test
    void whatIsNoAnswerIsRefusedByTheNameOfItsField() throws JsonProcessingException {
        assertThat(problem(with("answer", "yes"))).contains("answer:");
        assertThat(problem(with("question", "0123"))).contains("question:");
        assertThat(problem(with("plan", "Shop!"))).contains("plan:");
        assertThat(problem(with("because", "x".repeat(501)))).contains("because:");
        assertThat(problem(with("token", TOKEN))).contains("a field").doesNotContain(TOKEN);
        assertThat(problem(post("approve").put("body", "{"))).contains("JSON");
        assertUnchanged(405, method("DELETE"));
    }

    @Test
    void anAnswerCountsAlsoWhenNobodyCanBeWoken() throws JsonProcessingException {
        wakeUps = token -> {
            throw new RetryableUnavailableException("no answer");
        };
        answered(200, post("approve"));
        assertThat(approval().state()).isEqualTo(Approval.State.APPROVED);
    }

    @Test
    void whatIsAskedIsListedWithItsFacts() throws JsonProcessingException {
        JsonNode listed = answered(200, get()).path("approvals").path(0);

        assertThat(listed.path("plan").asText()).isEqualTo("shop");
        assertThat(listed.path("question").asText()).isEqualTo(question.digest(run.run()));
        assertThat(listed.path("facts").path("loss").asText()).isEqualTo("unknown");
        assertThat(listed.path("until").asText()).isEqualTo("2026-03-01T12:15:00Z");
    }

    @Test
    void aSecretInTheReasonIsNotKept() throws JsonProcessingException {
        answered(200, with("because", "password=canary-1"));
        assertThat(approval().because()).isEqualTo("password=[redacted]");
    }

    @Test
    void noSecretInAnyFieldOfTheRequestIsLoggedOrAnswered() throws IOException {
        String canary = "token=canaryD0NotSing";
        List<ObjectNode> events = withCanaries((ObjectNode) Events.load("answer-approval"), canary);
        events.addAll(withCanaries(get(), canary));
        assertThat(events).hasSizeGreaterThan(50);
        for (ObjectNode event : events) {
            FakeContext context = new FakeContext();
            ByteArrayOutputStream output = new ByteArrayOutputStream();
            new AnswerApprovalFunction(TestSurroundings.of(new SmallAws(Map.of()).http(), run.now()))
                    .handleRequest(
                            new ByteArrayInputStream(event.toString().getBytes(StandardCharsets.UTF_8)),
                            output,
                            context);
            assertThat(context.lines().toString() + output.toString(StandardCharsets.UTF_8))
                    .doesNotContain("canaryD0NotSing");
        }
    }

    /** Copies of an event, each with the canary in another place. */
    private static List<ObjectNode> withCanaries(ObjectNode event, String canary) {
        List<ObjectNode> events = new ArrayList<>();
        place(event, event, canary, events);
        return events;
    }

    private static void place(ObjectNode event, ObjectNode object, String canary, List<ObjectNode> events) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        for (String name : names) {
            JsonNode value = object.get(name);
            object.put(name, canary);
            events.add(event.deepCopy());
            object.set(name, value);
            if (value instanceof ObjectNode inner) {
                place(event, inner, canary, events);
            }
        }
    }

    private Approval approval() {
        return run.approvals()
                .find(run.plan().plan(), run.run().epoch(), Question.PROMOTION)
                .orElseThrow();
    }

    private void assertUnchanged(int status, ObjectNode event) throws JsonProcessingException {
        Approval before = approval();
        answered(status, event);
        assertThat(approval()).isEqualTo(before);
        assertThat(woken).isEmpty();
    }

    private String problem(ObjectNode event) throws JsonProcessingException {
        return answered(400, event).path("message").asText();
    }

    private ObjectNode handle(ObjectNode event) {
        return new AnswerApproval(
                        run.approvals(), run.plans(), wakeUps, new Approvers(new AccountId("111111111111"), approvers))
                .handle(event, run.now());
    }

    private JsonNode answered(int status, ObjectNode event) throws JsonProcessingException {
        ObjectNode response = handle(event);
        JsonNode body =
                JsonMapper.builder().build().readTree(response.path("body").asText());
        assertThat(response.path("statusCode").asInt()).as("%s", body).isEqualTo(status);
        return body;
    }

    private ObjectNode post(String answer) throws JsonProcessingException {
        return with("answer", answer);
    }

    private ObjectNode with(String field, String value) throws JsonProcessingException {
        ObjectNode event = (ObjectNode) Events.load("answer-approval");
        ObjectNode body = (ObjectNode)
                JsonMapper.builder().build().readTree(event.path("body").asText());
        body.put("question", question.digest(run.run()))
                .put("because", "I have looked")
                .put(field, value);
        return event.put("body", body.toString());
    }

    private static ObjectNode naming(String digest, String answer, String names) throws JsonProcessingException {
        ObjectNode event = (ObjectNode) Events.load("answer-approval");
        ObjectNode body = (ObjectNode)
                JsonMapper.builder().build().readTree(event.path("body").asText());
        body.put("question", digest).put("answer", answer).put("names", names);
        return event.put("body", body.toString());
    }

    private static ObjectNode method(String method) {
        ObjectNode event = (ObjectNode) Events.load("answer-approval");
        ((ObjectNode) event.path("requestContext").path("http")).put("method", method);
        return event;
    }

    private static ObjectNode get() {
        return method("GET");
    }

    private static ObjectNode signedBy(String arn, ObjectNode event) {
        ((ObjectNode) event.path("requestContext").path("authorizer").path("iam")).put("userArn", arn);
        return event;
    }
}
