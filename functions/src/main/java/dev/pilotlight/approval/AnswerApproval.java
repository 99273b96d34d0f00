package dev.pilotlight.approval;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.aws.Redaction;
import dev.pilotlight.journal.Approval;
import dev.pilotlight.journal.Approvals;
import dev.pilotlight.journal.Approvals.Answering;
import dev.pilotlight.journal.Plans;
import dev.pilotlight.journal.WakeUps;
import dev.pilotlight.plan.PlanName;
import dev.pilotlight.step.RetryableException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What people reach: lists what is asked, and records an answer with the name of whoever gave it. Only signed requests
 * get here, an answer counts once, and it counts for exactly the question that the person has seen. The task token is
 * in no answer.
 */
public final class AnswerApproval {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final Set<String> FIELDS = Set.of("plan", "question", "answer", "because", "names");
    private static final int REASON_LIMIT = 500;
    private static final int NAME_LIMIT = 256;

    private final Approvals approvals;
    private final Plans plans;
    private final WakeUps wakeUps;
    private final Approvers approvers;

    AnswerApproval(Approvals approvals, Plans plans, WakeUps wakeUps, Approvers approvers) {
        this.approvals = approvals;
        this.plans = plans;
        this.wakeUps = wakeUps;
        this.approvers = approvers;
    }

    /**
     * Answers one request.
     *
     * @return the response for the function URL: 200 recorded or listed, 400 not an answer, 403 not somebody who may
     *     answer, 404 nothing is asked, 405 neither a question nor an answer, 409 answered before, another question, or
     *     a yes that does not name what it has to, 410 too late
     */
    public ObjectNode handle(JsonNode event, Instant now) {
        UrlRequest request = UrlRequest.of(event);
        if (request.caller().filter(approvers::include).isEmpty()) {
            return problem(403, "only those who may answer get here; ask for the permission to call this function");
        }
        return switch (request.method()) {
            case "GET" -> list(request, now);
            case "POST" -> answer(request, request.caller().orElseThrow(), now);
            default -> problem(405, "use GET to list what is asked, and POST to answer");
        };
    }

    private ObjectNode list(UrlRequest request, Instant now) {
        List<PlanName> asked;
        try {
            asked = request.plan().map(PlanName::new).map(List::of).orElseGet(plans::names);
        } catch (IllegalArgumentException malformed) {
            return problem(400, "plan: " + malformed.getMessage());
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode list = body.putArray("approvals");
        for (PlanName plan : asked) {
            approvals.of(plan).stream()
                    .filter(approval -> approval.isOpen() && now.isBefore(approval.deadline()))
                    .forEach(approval -> list.add(shown(plan, approval)));
        }
        return UrlRequest.response(200, body);
    }

    private ObjectNode answer(UrlRequest request, String caller, Instant now) {
        JsonNode body = request.body();
        List<String> problems = problems(body);
        if (!problems.isEmpty()) {
            return problem(400, String.join("; ", problems));
        }
        PlanName plan = new PlanName(body.path("plan").textValue());
        boolean yes = body.path("answer").textValue().equals("approve");
        String because = Redaction.redact(body.path("because").asText(""));
        Approval.Answer given =
                new Approval.Answer(yes, caller, because, body.path("names").asText(""));
        Answering answering = approvals.answer(plan, body.path("question").textValue(), given, now);
        return switch (answering) {
            case Answering.Recorded recorded -> {
                wake(recorded.approval());
                yield recorded(200, "recorded", plan, recorded.approval());
            }
            case Answering.Settled settled ->
                recorded(409, "it was answered before, and that answer stands", plan, settled.approval());
            case Answering.Late late ->
                recorded(410, "the time for an answer is over, which is a no", plan, late.approval());
            case Answering.Unnamed unnamed -> problem(409, unnamed(unnamed.approval(), given));
            case Answering.Other other ->
                problem(409, "something else is asked now; look at it with: pilotlight approvals");
            case Answering.NotAsked none -> problem(404, "nothing is asked about " + plan);
        };
    }

    private static String unnamed(Approval approval, Approval.Answer given) {
        return "a yes to this has to name " + approval.mustName().getFirst() + ", and this one names "
                + (given.named().isEmpty() ? "nothing" : Redaction.redact(given.named()))
                + "; answer with --naming, or reject it";
    }

    /** The answer is recorded; the state machine finds it by itself when nobody wakes it. */
    private void wake(Approval approval) {
        try {
            wakeUps.wake(approval.token());
        } catch (RetryableException passing) {
            return;
        }
    }

    private static List<String> problems(JsonNode body) {
        List<String> problems = new ArrayList<>();
        if (!body.isObject()) {
            return List.of("the body is not a JSON object");
        }
        body.fieldNames().forEachRemaining(name -> {
            if (!FIELDS.contains(name)) {
                problems.add("there is a field that is none of "
                        + FIELDS.stream().sorted().toList());
            }
        });
        planProblem(body.path("plan")).ifPresent(problems::add);
        if (!body.path("question").asText().matches("[0-9a-f]{12,64}")) {
            problems.add("question: it is not the digest of a question, or at least its first twelve digits");
        }
        if (!Set.of("approve", "reject").contains(body.path("answer").asText())) {
            problems.add("answer: it is neither approve nor reject");
        }
        JsonNode because = body.path("because");
        if (!because.isMissingNode()
                && (!because.isTextual() || because.textValue().length() > REASON_LIMIT)) {
            problems.add("because: it is not a text of at most " + REASON_LIMIT + " characters");
        }
        JsonNode names = body.path("names");
        if (!names.isMissingNode() && (!names.isTextual() || names.textValue().length() > NAME_LIMIT)) {
            problems.add("names: it is not a text of at most " + NAME_LIMIT + " characters");
        }
        return problems;
    }

    private static Optional<String> planProblem(JsonNode name) {
        try {
            new PlanName(name.asText());
            return Optional.empty();
        } catch (IllegalArgumentException malformed) {
            return Optional.of("plan: " + malformed.getMessage());
        }
    }

    private static ObjectNode recorded(int status, String what, PlanName plan, Approval approval) {
        return UrlRequest.response(status, shown(plan, approval).put("message", what));
    }

    private static ObjectNode shown(PlanName plan, Approval approval) {
        ObjectNode shown = MAPPER.valueToTree(approval.shown());
        shown.put("plan", plan.value()).set("facts", approval.shownFacts());
        return shown;
    }

    private static ObjectNode problem(int status, String message) {
        return UrlRequest.response(status, JsonNodeFactory.instance.objectNode().put("message", message));
    }
}
