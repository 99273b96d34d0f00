package dev.pilotlight.site;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.Set;

/** One request to a site whose health somebody wants to know, judged the same way from every vantage. */
public final class Probe {
    /** Answers about us, not about the site. */
    private static final Set<Integer> ABOUT_US = Set.of(401, 403, 407, 429);

    private final Web web;

    public Probe(Web web) {
        this.web = web;
    }

    /** How a site looks. */
    public enum State {
        /** It answers as it should. */
        UP,
        /** It does not, and the reason does not lie with us. */
        DOWN,
        /** Nobody can tell: our own network or our own request is the suspect. */
        UNCLEAR
    }

    /**
     * What came of one look.
     *
     * @param why what was seen
     */
    public record Finding(State state, String why) {
        public Finding {
            requireNonNull(state);
            requireNonNull(why);
        }
    }

    /**
     * Sends one request.
     *
     * @param passes the status that counts as well: three digits, or a class like {@code 2xx}
     * @param controlAnswers whether a target that has nothing to do with the site answered just now
     */
    public Finding look(URI url, String passes, boolean controlAnswers) {
        return switch (web.get(url)) {
            case Web.Answer.Silent silent ->
                controlAnswers
                        ? new Finding(State.DOWN, "no answer: " + silent.why())
                        : new Finding(
                                State.UNCLEAR,
                                "no answer, but the control target does not answer either: our own network is the suspect");
            case Web.Answer.Responded answer -> answered(passes, answer.status());
        };
    }

    private static Finding answered(String passes, int status) {
        if (isAmong(passes, status)) {
            return new Finding(State.UP, "status " + status);
        }
        return ABOUT_US.contains(status)
                ? new Finding(State.UNCLEAR, "status " + status + ", which is about our request")
                : new Finding(State.DOWN, "status " + status);
    }

    private static boolean isAmong(String wanted, int status) {
        return wanted.endsWith("xx") ? status / 100 == wanted.charAt(0) - '0' : wanted.equals(Integer.toString(status));
    }
}
