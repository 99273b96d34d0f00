package dev.pilotlight.journal;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.plan.CanonicalJson;
import dev.pilotlight.plan.Digests;
import dev.pilotlight.plan.Failback;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.step.BrokenInputException;
import dev.pilotlight.step.Guard;
import dev.pilotlight.step.Run;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/**
 * Something that only a person may decide, with all that there is to know about it.
 *
 * @param subject what it is about: {@code promotion}, {@code fence}, {@code failback}, {@code old-data}, or
 *     {@code detach-<database>}
 * @param facts what the person is shown: an object, small. Where it lists names under {@link #MUST_NAME}, only a yes
 *     that names one of them counts
 */
public record Question(String subject, JsonNode facts) {
    /** Whether to promote at all; its answer covers a fence that cannot be confirmed. */
    public static final String PROMOTION = "promotion";

    /** Whether to bring the application home. */
    public static final String FAILBACK = "failback";

    /** Whether to promote although the fence turned out not to be confirmed. */
    public static final String FENCE = "fence";

    /** Whether to delete the data of an old primary. */
    public static final String OLD_DATA = "old-data";

    /** The fact that lists what a yes has to name: each is another word for the same thing. */
    public static final String MUST_NAME = "mustName";

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    public Question {
        requireNonNull(subject);
        requireNonNull(facts);
    }

    public static Question of(String subject, Map<String, Object> facts) {
        return new Question(subject, MAPPER.valueToTree(facts));
    }

    /** Whether to detach a database whose managed failover is not getting anywhere (S4). */
    public static Question detach(String database, Map<String, Object> facts) {
        return of("detach-" + database, facts);
    }

    /** One reason why a person is asked, as the facts list it under {@code because}. */
    public static Map<String, Object> reason(Guard guard, String why) {
        return Map.of("guard", guard.name(), "phrase", guard.phrase(), "why", why);
    }

    /**
     * What a person is told about the world when the answer is no, or none: asking has changed nothing.
     *
     * @param subject what was asked about
     */
    static String unchanged(String subject) {
        return switch (subject) {
            case PROMOTION, FENCE -> "no database was promoted and no visitor was moved";
            case FAILBACK -> "the application stays where it is; the replication home stays too";
            case OLD_DATA -> "nothing was deleted";
            default -> "the database was not detached";
        };
    }

    /**
     * The question that the state machine passes on.
     *
     * @throws BrokenInputException when it is none
     */
    public static Question read(JsonNode ask) {
        if (!ask.path("subject").isTextual() || !ask.path("facts").isObject()) {
            throw new BrokenInputException("ask: it is not a question; pass on what the step answered, unchanged");
        }
        return new Question(ask.path("subject").textValue(), ask.path("facts"));
    }

    /** How long a person has to answer it, as the plan says. */
    public Duration within(Plan plan) {
        Failback failback = plan.failback();
        return failback != null && subject.equals(FAILBACK) ? failback.answerWithin() : plan.answerWithin();
    }

    /** The question as a step hands it to the state machine. */
    public Map<String, Object> json() {
        return Map.of("subject", subject, "facts", facts);
    }

    /**
     * The SHA-256 over all that is asked, in which run and under which plan, as 64 hexadecimal digits: an answer is one
     * to exactly this question.
     */
    public String digest(Run run) {
        ObjectNode all = JsonNodeFactory.instance
                .objectNode()
                .put("plan", run.plan().value())
                .put("planDigest", run.planDigest())
                .put("epoch", run.epoch().number())
                .put("subject", subject);
        all.set("facts", facts);
        return Digests.sha256(CanonicalJson.write(all).getBytes(StandardCharsets.UTF_8));
    }
}
