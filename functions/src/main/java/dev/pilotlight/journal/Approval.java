package dev.pilotlight.journal;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pilotlight.plan.PlanName;
import dev.pilotlight.plan.Words;
import dev.pilotlight.step.Epoch;
import dev.pilotlight.step.Run;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A question and what became of it, as the item {@code PLAN#<plan> / APPROVAL#<epoch>#<subject>} says.
 *
 * @param digest {@link Question#digest} of what is asked
 * @param execution the run that asks
 * @param token wakes the state machine up; it is shown nowhere, and what it carries decides nothing
 * @param deadline no answer by then is a no
 * @param facts the question's, as JSON
 * @param announced whether people have been told
 * @param by the ARN of whoever answered, or empty
 * @param answeredAt when; {@link Instant#EPOCH} while nobody has
 * @param because what the person said about it, or empty
 * @param named what the person has named, where the question must be answered with a name; empty otherwise
 */
public record Approval(
        Epoch epoch,
        String subject,
        String digest,
        State state,
        String execution,
        String token,
        Instant askedAt,
        Instant deadline,
        String facts,
        boolean announced,
        String by,
        Instant answeredAt,
        String because,
        String named) {

    /** What became of a question. */
    public enum State {
        /** Nobody has answered yet. */
        ASKED,
        /** A person has said yes. */
        APPROVED,
        /** A person has said no. */
        REJECTED,
        /** Nobody has answered in time, which is a no. */
        EXPIRED
    }

    static Approval asked(Run run, Question question, String token, Instant now, Instant deadline) {
        return new Approval(
                run.epoch(),
                question.subject(),
                question.digest(run),
                State.ASKED,
                run.execution(),
                token,
                now,
                deadline,
                question.facts().toString(),
                false,
                "",
                Instant.EPOCH,
                "",
                "");
    }

    Approval wokenBy(String newToken) {
        return with(newToken, announced);
    }

    Approval told() {
        return with(token, true);
    }

    private Approval with(String newToken, boolean told) {
        return new Approval(
                epoch,
                subject,
                digest,
                state,
                execution,
                newToken,
                askedAt,
                deadline,
                facts,
                told,
                by,
                answeredAt,
                because,
                named);
    }

    Approval answered(State answer, Answer given, Instant at) {
        return new Approval(
                epoch,
                subject,
                digest,
                answer,
                execution,
                token,
                askedAt,
                deadline,
                facts,
                announced,
                given.by(),
                at,
                given.because(),
                mustName().contains(given.named()) ? given.named() : "");
    }

    /**
     * What somebody says to a question.
     *
     * @param yes whether it may be done
     * @param by the ARN of whoever says it, or empty
     * @param because what the person says about it, or empty
     * @param named what the person names, or empty
     */
    public record Answer(boolean yes, String by, String because, String named) {
        public Answer {
            requireNonNull(by);
            requireNonNull(because);
            requireNonNull(named);
        }
    }

    /** What a yes has to name, in any of these words; empty where it has to name nothing. */
    public List<String> mustName() {
        return shownFacts()
                .path(Question.MUST_NAME)
                .valueStream()
                .map(JsonNode::asText)
                .toList();
    }

    /** Whether an answer names what it has to; a no does not have to. */
    boolean isNamedBy(Answer given) {
        List<String> names = mustName();
        return !given.yes() || names.isEmpty() || names.contains(given.named());
    }

    public boolean isOpen() {
        return state == State.ASKED;
    }

    /** What is asked, as the person is shown it. */
    public JsonNode shownFacts() {
        return Entry.facts(facts);
    }

    /** The question and its answer for people and for the journal: everything but the token. */
    public Map<String, Object> shown() {
        TreeMap<String, Object> shown = new TreeMap<>();
        shown.put("subject", subject);
        shown.put("question", digest);
        shown.put("state", Words.of(state));
        shown.put("epoch", epoch.number());
        shown.put("execution", execution);
        shown.put("askedAt", askedAt.toString());
        shown.put("until", deadline.toString());
        if (!isOpen()) {
            shown.put("by", by);
            shown.put("at", answeredAt.toString());
            shown.put("because", because);
            if (!named.isEmpty()) {
                shown.put("named", named);
            }
        }
        return shown;
    }

    JournalTable.Item item(PlanName plan) {
        TreeMap<String, Object> attributes = new TreeMap<>(condition().attributes());
        attributes.put("epoch", epoch.number());
        attributes.put("subject", subject);
        attributes.put("execution", execution);
        attributes.put("askedAt", askedAt.toString());
        attributes.put("deadline", deadline.toString());
        attributes.put("facts", facts);
        attributes.put("by", by);
        attributes.put("answeredAt", answeredAt.toString());
        attributes.put("because", because);
        attributes.put("named", named);
        return new JournalTable.Item(Keys.approval(plan, epoch, subject), attributes);
    }

    /** That nobody has asked anew, answered or announced it since this was read. */
    JournalTable.Condition.Holds condition() {
        TreeMap<String, Object> attributes = new TreeMap<>();
        attributes.put("digest", digest);
        attributes.put("state", Words.of(state));
        attributes.put("token", token);
        attributes.put("announced", announced ? "yes" : "no");
        return new JournalTable.Condition.Holds(attributes);
    }

    static Approval of(JournalTable.Item item) {
        return new Approval(
                new Epoch(item.number("epoch")),
                item.text("subject"),
                item.text("digest"),
                Words.parse(State.class, item.text("state")),
                item.text("execution"),
                item.text("token"),
                Instant.parse(item.text("askedAt")),
                Instant.parse(item.text("deadline")),
                item.text("facts"),
                item.text("announced").equals("yes"),
                item.text("by"),
                Instant.parse(item.text("answeredAt")),
                item.text("because"),
                item.attributes().containsKey("named") ? item.text("named") : "");
    }

    /** Never the token. */
    @Override
    public String toString() {
        return "Approval" + shown();
    }
}
