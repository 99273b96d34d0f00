package dev.pilotlight.outage;

import dev.pilotlight.plan.SignalSource.HttpSignal;
import dev.pilotlight.site.Web;
import java.util.Set;

/** What one request to the primary says about it. */
final class HttpVote {
    /** Answers about us, not about the site. */
    private static final Set<Integer> ABOUT_US = Set.of(401, 403, 407, 429);

    private final Web web;

    HttpVote(Web web) {
        this.web = web;
    }

    /** @param controlAnswers whether a target that has nothing to do with the site answered just now */
    Vote of(HttpSignal signal, boolean controlAnswers) {
        return switch (web.get(signal.url())) {
            case Web.Answer.Silent silent ->
                controlAnswers
                        ? Vote.unhealthy(signal.name(), signal.vantage(), "no answer: " + silent.why())
                        : Vote.unknown(
                                signal.name(),
                                signal.vantage(),
                                "no answer, but the control target does not answer either: our own network is the suspect");
            case Web.Answer.Responded answer -> answered(signal, answer.status());
        };
    }

    private static Vote answered(HttpSignal signal, int status) {
        if (passes(signal.passes(), status)) {
            return Vote.healthy(signal.name(), signal.vantage(), "status " + status);
        }
        if (ABOUT_US.contains(status)) {
            return Vote.unknown(signal.name(), signal.vantage(), "status " + status + ", which is about our request");
        }
        return Vote.unhealthy(signal.name(), signal.vantage(), "status " + status);
    }

    /** A plan writes either three digits or a class like {@code 2xx}. */
    private static boolean passes(String wanted, int status) {
        return wanted.endsWith("xx") ? status / 100 == wanted.charAt(0) - '0' : wanted.equals(Integer.toString(status));
    }
}
