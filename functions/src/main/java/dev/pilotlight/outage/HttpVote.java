package dev.pilotlight.outage;

import dev.pilotlight.plan.SignalSource.HttpSignal;
import dev.pilotlight.site.Probe;
import dev.pilotlight.site.Web;
import java.util.Optional;

/** What one request to the primary says about it. */
final class HttpVote {
    private final Web web;

    HttpVote(Web web) {
        this.web = web;
    }

    /** @param controlAnswers whether a target that has nothing to do with the site answered just now */
    Vote of(HttpSignal signal, boolean controlAnswers) {
        Probe.Finding finding = new Probe(web).look(signal.url(), signal.passes(), controlAnswers);
        return new Vote(signal.name(), signal.vantage(), Verdict.of(finding.state()), finding.why(), Optional.empty());
    }
}
