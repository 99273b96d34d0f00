package dev.pilotlight.outage;

import static java.util.Objects.requireNonNull;

import dev.pilotlight.plan.Vantage;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One signal's vote on whether the primary is down.
 *
 * @param why what was seen
 * @param began when the trouble began, when the signal knows
 */
public record Vote(String signal, Vantage vantage, Verdict verdict, String why, Optional<Instant> began) {
    public Vote {
        requireNonNull(signal);
        requireNonNull(vantage);
        requireNonNull(verdict);
        requireNonNull(why);
        requireNonNull(began);
    }

    static Vote healthy(String signal, Vantage vantage, String why) {
        return new Vote(signal, vantage, Verdict.HEALTHY, why, Optional.empty());
    }

    static Vote unhealthy(String signal, Vantage vantage, String why) {
        return new Vote(signal, vantage, Verdict.UNHEALTHY, why, Optional.empty());
    }

    static Vote unknown(String signal, Vantage vantage, String why) {
        return new Vote(signal, vantage, Verdict.UNKNOWN, why, Optional.empty());
    }

    Vote since(Optional<Instant> moment) {
        return new Vote(signal, vantage, verdict, why, moment);
    }

    /** This vote as evidence. */
    Map<String, Object> facts() {
        Map<String, Object> facts = new TreeMap<>();
        facts.put("signal", signal);
        facts.put("verdict", verdict.name());
        facts.put("why", why.length() <= 200 ? why : why.substring(0, 200));
        began.ifPresent(moment -> facts.put("began", moment.toString()));
        return facts;
    }
}
