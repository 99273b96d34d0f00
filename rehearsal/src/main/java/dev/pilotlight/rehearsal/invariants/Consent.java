package dev.pilotlight.rehearsal.invariants;

import dev.pilotlight.plan.Unfenced;
import dev.pilotlight.rehearsal.truth.Truth;

/** What the journal says about a person's or the plan's consent, read without the code that writes it. */
final class Consent {
    private Consent() {}

    /** Whether a person has approved in this epoch. */
    static boolean approved(Truth truth, long epoch) {
        return truth.journal().standing(epoch).stream()
                .anyMatch(entry -> entry.is("answer") && entry.text("state").equals("approved"));
    }

    /** Whether a person has declared the outage of this epoch. */
    static boolean declared(Truth truth, long epoch) {
        return truth.journal().standing(epoch).stream()
                .filter(entry -> entry.is("opened") || entry.is("resumed"))
                .anyMatch(entry -> entry.body().path("declared").asBoolean(false));
    }

    /** Whether it was decided in this epoch to promote. */
    static boolean decided(Truth truth, long epoch) {
        return truth.journal().standing(epoch).stream().anyMatch(entry -> entry.is("decision"));
    }

    /** Whether two writers are accepted, or made impossible: by the plan, by a confirmed fence, or by a person. */
    static boolean fenced(Truth truth, long epoch) {
        return truth.plan().fence().unfenced() == Unfenced.ALLOW
                || truth.journal().standing(epoch).stream()
                        .anyMatch(entry -> entry.text("fence").equals("confirmed"))
                || approved(truth, epoch);
    }
}
