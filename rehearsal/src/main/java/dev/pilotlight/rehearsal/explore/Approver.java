package dev.pilotlight.rehearsal.explore;

import dev.pilotlight.plan.Plan;
import dev.pilotlight.rehearsal.Person;
import dev.pilotlight.rehearsal.Stage;
import dev.pilotlight.twin.world.Walkthrough;
import java.util.Optional;

/**
 * Somebody who says yes to every question as soon as it is announced, and names what they have begun about where a
 * question is to be answered with a name.
 */
final class Approver {
    private final Stage stage;
    private final String topic;
    private final Person person;
    private Optional<String> name = Optional.empty();
    private int heard;
    private int asked;
    private int answered;

    Approver(Stage stage, Plan plan) {
        this.stage = stage;
        this.topic = plan.topicOr(Walkthrough.TOPIC);
        this.person = new Person(
                stage, "arn:aws:iam::111111111111:user/rehearsal", plan.plan().value(), topic);
    }

    /** From now on this is what they name. */
    void names(String what) {
        name = Optional.of(what);
    }

    /** Whether there is a question that is not answered yet. */
    boolean isAsked() {
        int announcements = stage.twin()
                .front()
                .exclusively(() -> stage.twin().topics().publications(topic).size());
        if (announcements > heard) {
            heard = announcements;
            asked = person.questions().size();
        }
        return asked > answered;
    }

    /** Answers the newest question. */
    void answer() {
        answered = asked;
        person.newest()
                .ifPresent(question -> name.ifPresentOrElse(
                        what -> person.approveNaming(question, what, "a rehearsal"),
                        () -> person.answer(question, true, "a rehearsal")));
    }
}
