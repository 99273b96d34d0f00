package dev.pilotlight.rehearsal.explore;

import dev.pilotlight.plan.Plan;
import dev.pilotlight.rehearsal.Person;
import dev.pilotlight.rehearsal.Stage;
import dev.pilotlight.twin.world.Walkthrough;

/** Somebody who says yes to every question as soon as it is announced. */
final class Approver {
    private final Stage stage;
    private final String topic;
    private final Person person;
    private int heard;
    private int asked;
    private int answered;

    Approver(Stage stage, Plan plan) {
        this.stage = stage;
        this.topic = plan.topicOr(Walkthrough.TOPIC);
        this.person = new Person(
                stage, "arn:aws:iam::111111111111:user/rehearsal", plan.plan().value(), topic);
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
        person.newest().ifPresent(question -> person.answer(question, true, "a rehearsal"));
    }
}
