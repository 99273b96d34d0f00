package dev.pilotlight.rehearsal.memory;

import dev.pilotlight.twin.wire.HttpResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One invocation of a function that really runs: first it hears again what it has heard already, at the moments at
 * which it did, then it speaks with the world, and everything is written down.
 */
public final class Dialogue {
    private static final ScopedValue<Dialogue> CURRENT = ScopedValue.newInstance();

    private final Sites sites;
    private final Heard.Moments moments;
    private final Instant began;
    private final List<Heard> heard;
    private final @Nullable InterruptedException givenUp;
    private Transcript position;
    private int told;
    private boolean broken;

    /**
     * @param heard what it has heard so far
     * @param position what it does next
     * @param givenUp why its last question was given up, when it was
     */
    Dialogue(
            Sites sites,
            Heard.Moments moments,
            Instant began,
            List<Heard> heard,
            Transcript position,
            @Nullable InterruptedException givenUp) {
        this.sites = sites;
        this.moments = moments;
        this.began = began;
        this.heard = List.copyOf(heard);
        this.position = position;
        this.givenUp = givenUp;
    }

    /** The moment at which the function on the calling thread believes to be; empty when that is the world's. */
    public static Optional<Instant> moment() {
        return CURRENT.isBound() ? CURRENT.get().believed() : Optional.empty();
    }

    /** Asks in the dialogue of the calling thread, or outside of any. */
    static HttpResponse ask(Question question, Sites sites) throws IOException, InterruptedException {
        return CURRENT.isBound() ? CURRENT.get().hear(question).told() : question.ask(sites);
    }

    /** The same for a question that is no visit to a site. */
    static HttpResponse ask(Question.OfAws question) throws IOException, InterruptedException {
        return ask(question, nowhere -> {
            throw new IllegalStateException("a service is no site");
        });
    }

    /** What runs the function. */
    @FunctionalInterface
    interface Run {
        void run() throws IOException;
    }

    /** Runs the function in this dialogue; what it does at its end is written down by the caller. */
    void during(Run run) throws IOException {
        ScopedValue.where(CURRENT, this).<Dialogue, IOException>call(() -> {
            run.run();
            return this;
        });
    }

    /** Writes down how the function ended, unless it was disturbed from outside. */
    void ends(Transcript.Step how) {
        if (!broken) {
            position.is(how);
        }
    }

    private Optional<Instant> believed() {
        if (told == heard.size()) {
            return Optional.empty();
        }
        return Optional.of(told == 0 ? began : heard.get(told - 1).at());
    }

    private Heard hear(Question question) throws InterruptedException {
        if (told < heard.size()) {
            return heard.get(told++);
        }
        if (givenUp != null && !broken) {
            broken = true;
            throw givenUp;
        }
        return broken ? Heard.of(question, sites, moments) : live(question);
    }

    private Heard live(Question question) throws InterruptedException {
        String place = Place.here();
        position.is(new Transcript.Step.Asks(question, place));
        broken = true;
        Heard answer = Place.at(place, () -> Heard.of(question, sites, moments));
        broken = false;
        position = position.after(answer);
        return answer;
    }
}
