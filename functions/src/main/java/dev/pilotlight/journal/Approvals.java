package dev.pilotlight.journal;

import dev.pilotlight.aws.Surroundings;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.PlanName;
import dev.pilotlight.step.Epoch;
import dev.pilotlight.step.Guard;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.RetryableConflictException;
import dev.pilotlight.step.RetryableUnavailableException;
import dev.pilotlight.step.Run;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The questions that people are asked, and their answers. The table alone decides what was answered: every change is
 * conditional on the question being as it was read, so an answer counts once, and none counts after the deadline was
 * seen to have passed.
 */
public final class Approvals {
    private static final int ATTEMPTS = 5;

    /** How long the state machine sleeps at least before it looks whether the answer's wake-up call was lost. */
    private static final Duration SHORTEST_NAP = Duration.ofSeconds(60);

    private static final int NAPS = 50;

    private final JournalTable table;

    public Approvals(JournalTable table) {
        this.table = table;
    }

    /** The questions of a deployment. */
    public static Approvals of(Surroundings surroundings) {
        return new Approvals(new DynamoJournalTable(
                surroundings.clients().dynamoDb(), surroundings.settings().table()));
    }

    /** Every question that a plan's runs have asked, in the order of their epochs. */
    public List<Approval> of(PlanName plan) {
        return table.list(Keys.partition(plan), Keys.APPROVALS).stream()
                .map(Approval::of)
                .toList();
    }

    /** What has become of a subject in an epoch. */
    public Optional<Approval> find(PlanName plan, Epoch epoch, String subject) {
        return table.get(Keys.approval(plan, epoch, subject)).map(Approval::of);
    }

    /**
     * What a person has said to exactly this question, for the step that depends on it. Once this has answered with a
     * no because the time is over, no later answer is recorded.
     */
    public Reply reply(Run run, Plan plan, Question question, Instant now) {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Optional<Approval> asked = find(run.plan(), run.epoch(), question.subject())
                    .filter(approval -> approval.digest().equals(question.digest(run)));
            if (asked.isEmpty()) {
                return awaited(question, question.within(plan), question.within(plan));
            }
            Approval approval = asked.get();
            switch (approval.state()) {
                case APPROVED -> {
                    return new Reply.Yes(approval);
                }
                case REJECTED, EXPIRED -> {
                    return new Reply.No(approval, refusal(plan, approval));
                }
                case ASKED -> {
                    if (now.isBefore(approval.deadline())) {
                        Duration left = Duration.between(now, approval.deadline());
                        return awaited(question, question.within(plan), left);
                    }
                    // Whoever answers at this very moment may be first: the table is read again.
                    replace(
                            run.plan(),
                            Optional.of(approval),
                            approval.answered(
                                    Approval.State.EXPIRED,
                                    new Approval.Answer(false, "", "nobody has answered in time", ""),
                                    now));
                }
            }
        }
        throw contended(run.plan());
    }

    private static Reply awaited(Question question, Duration within, Duration left) {
        Duration nap = within.dividedBy(NAPS);
        Duration longest = nap.compareTo(SHORTEST_NAP) > 0 ? nap : SHORTEST_NAP;
        Duration wait = left.compareTo(longest) < 0 ? left : longest;
        return new Reply.Awaited(new Outcome.Pending(
                "a person is asked about the " + question.subject(),
                wait.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : wait,
                Map.of("ask", question.json())));
    }

    private static Outcome.Refused refusal(Plan plan, Approval approval) {
        if (approval.state() == Approval.State.EXPIRED) {
            return new Outcome.Refused(
                    Guard.APPROVAL_EXPIRED,
                    "a person was asked about the " + approval.subject() + " at " + approval.askedAt()
                            + ", and nobody had answered by " + approval.deadline() + "; "
                            + Question.unchanged(approval.subject()),
                    "if it must be done all the same, start the machine again, and answer with: pilotlight approve "
                            + plan.plan());
        }
        return new Outcome.Refused(
                Guard.APPROVAL_REJECTED,
                approval.by() + " has rejected the " + approval.subject() + " at " + approval.answeredAt()
                        + (approval.because().isEmpty() ? "" : ": " + approval.because()) + "; "
                        + Question.unchanged(approval.subject()),
                "speak with whoever rejected it; start the machine again to be asked again");
    }

    /**
     * Puts a question, or hands an open one its newest token. A question that was answered stays as it is; one about
     * the same subject with other facts takes its place.
     */
    public Approval ask(Run run, Question question, Duration within, String token, Instant now) {
        String digest = question.digest(run);
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Optional<Approval> before = find(run.plan(), run.epoch(), question.subject());
            boolean same =
                    before.filter(approval -> approval.digest().equals(digest)).isPresent();
            if (same && (!before.get().isOpen() || before.get().token().equals(token))) {
                return before.get();
            }
            Approval next =
                    same ? before.get().wokenBy(token) : Approval.asked(run, question, token, now, now.plus(within));
            if (replace(run.plan(), before, next)) {
                return next;
            }
        }
        throw contended(run.plan());
    }

    /** Remembers that people were told about a question. */
    public void announced(PlanName plan, Approval approval) {
        replace(plan, Optional.of(approval), approval.told());
    }

    /**
     * Records an answer, if the question is the one that is open and its time is not over.
     *
     * @param digest of the question as the person saw it, or at least its first twelve digits
     */
    public Answering answer(PlanName plan, String digest, Approval.Answer given, Instant now) {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            List<Approval> asked = of(plan);
            Optional<Approval> meant = asked.reversed().stream()
                    .filter(approval -> approval.digest().startsWith(digest))
                    .findFirst();
            if (meant.isEmpty()) {
                return asked.stream().anyMatch(Approval::isOpen) ? new Answering.Other() : new Answering.NotAsked();
            }
            Approval approval = meant.get();
            if (approval.state() == Approval.State.EXPIRED
                    || (approval.isOpen() && !now.isBefore(approval.deadline()))) {
                return new Answering.Late(approval);
            }
            if (!approval.isOpen()) {
                return new Answering.Settled(approval);
            }
            if (!approval.isNamedBy(given)) {
                return new Answering.Unnamed(approval);
            }
            Approval.State answer = given.yes() ? Approval.State.APPROVED : Approval.State.REJECTED;
            Approval answered = approval.answered(answer, given, now);
            if (replace(plan, meant, answered)) {
                return new Answering.Recorded(answered);
            }
        }
        throw contended(plan);
    }

    /** What became of an answer. */
    public sealed interface Answering {
        /** It counts. */
        record Recorded(Approval approval) implements Answering {}

        /** The question had been answered before; that answer stands. */
        record Settled(Approval approval) implements Answering {}

        /** The time was over. */
        record Late(Approval approval) implements Answering {}

        /** A yes has to name what it is about, and this one does not; the question stays open. */
        record Unnamed(Approval approval) implements Answering {}

        /** Something is asked, but not this. */
        record Other() implements Answering {}

        /** Nothing is asked. */
        record NotAsked() implements Answering {}
    }

    private boolean replace(PlanName plan, Optional<Approval> before, Approval next) {
        JournalTable.Item item = next.item(plan);
        JournalTable.Condition condition =
                before.<JournalTable.Condition>map(Approval::condition).orElse(new JournalTable.Condition.Absent());
        try {
            return table.commit(List.of(new JournalTable.Write.Put(item, condition)), Tokens.of(item))
                            == JournalTable.Commit.COMMITTED
                    || table.get(item.key()).equals(Optional.of(item));
        } catch (RetryableUnavailableException noAnswer) {
            if (table.get(item.key()).equals(Optional.of(item))) {
                return true;
            }
            throw noAnswer;
        }
    }

    private static RetryableConflictException contended(PlanName plan) {
        return new RetryableConflictException("others wrote to the approvals of " + plan + " at the same time, "
                + ATTEMPTS + " times in a row; call it again");
    }
}
