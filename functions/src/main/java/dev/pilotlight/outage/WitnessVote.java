package dev.pilotlight.outage;

import dev.pilotlight.journal.JournalTable;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.SignalSource.WitnessSignal;
import dev.pilotlight.witness.Sighting;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What the newest report of a witness says about the primary; one that is too old says nothing. */
final class WitnessVote {
    private final JournalTable table;

    WitnessVote(JournalTable table) {
        this.table = table;
    }

    Vote of(WitnessSignal signal, Plan plan, Instant now) {
        return Sighting.newest(table, plan.plan(), signal.name())
                .map(sighting -> of(signal, plan, sighting, now))
                .orElseGet(() -> unknown(signal, "it has never reported"));
    }

    private static Vote of(WitnessSignal signal, Plan plan, Sighting sighting, Instant now) {
        if (sighting.region().equals(plan.regions().primary())
                || sighting.region().equals(plan.regions().recovery())) {
            return unknown(signal, "it runs in " + sighting.region() + ", which is not a third Region");
        }
        // Clocks differ: a report from the future is as doubtful as an old one.
        Duration age = Duration.between(sighting.at(), now);
        if (age.abs().compareTo(signal.maxAge()) > 0) {
            return unknown(
                    signal,
                    age.isNegative()
                            ? "its newest report is " + age.abs().toSeconds() + " s ahead of this clock"
                            : "its newest report is " + age.toSeconds() + " s old");
        }
        Verdict verdict = Verdict.of(sighting.state());
        return new Vote(
                signal.name(),
                signal.vantage(),
                verdict,
                "seen from " + sighting.region() + " " + age.toSeconds() + " s ago: " + sighting.why(),
                verdict == Verdict.UNHEALTHY ? Optional.of(sighting.at()) : Optional.empty());
    }

    private static Vote unknown(WitnessSignal signal, String why) {
        return Vote.unknown(signal.name(), signal.vantage(), why);
    }
}
