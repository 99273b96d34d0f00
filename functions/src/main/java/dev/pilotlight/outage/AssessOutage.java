package dev.pilotlight.outage;

import dev.pilotlight.journal.Deeds;
import dev.pilotlight.journal.Entry;
import dev.pilotlight.journal.Lease;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.Vantage;
import dev.pilotlight.step.Guard;
import dev.pilotlight.step.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Confirms that the primary is down: a quorum of independent signals, without interruption for the plan's window. The
 * journal notes when the quorum began to hold and when it was lost; that is all this step remembers.
 */
public final class AssessOutage {
    private static final String SIGNAL = "signal";
    private static final Duration SHORTEST_DEADLINE = Duration.ofMinutes(2);

    private final Signals signals;

    public AssessOutage(Signals signals) {
        this.signals = signals;
    }

    /** For what the outage is assessed. */
    public enum Before {
        /** Before anything at all is done: it must have lasted for the window. */
        LAUNCH,
        /** Right before the promotion: it must still be so. */
        PROMOTION
    }

    /**
     * Asks the signals once.
     *
     * @param since when this step was first entered in this run
     */
    public Outcome advance(Plan plan, Before before, Lease lease, Instant since, Instant now) {
        Deeds deeds = Deeds.of(lease);
        Optional<Outcome.Refused> stopped = deeds.stopped();
        if (stopped.isPresent()) {
            return stopped.get();
        }
        Signals.Poll poll = signals.ask(plan, now);
        List<Vote> votes = new ArrayList<>(poll.votes());
        declared(deeds).ifPresent(votes::add);
        Tally tally =
                new Tally(votes, plan.outage().quorum(), poll.controlSilent().isEmpty());
        Assessment assessment = new Assessment(plan, tally, deeds, since, now);
        return switch (before) {
            case LAUNCH -> assessment.overTheWindow();
            case PROMOTION -> assessment.once();
        };
    }

    /** A person's word is one more vote from outside; it is in the record of how the run was started. */
    private static Optional<Vote> declared(Deeds deeds) {
        return openings(deeds)
                .filter(opening -> opening.body().path("declared").asBoolean(false))
                .findFirst()
                .map(opening -> Vote.unhealthy("declared", Vantage.OUTSIDE, "a person has declared it")
                        .since(Optional.of(opening.at())));
    }

    private static Stream<Deeds.Note> openings(Deeds deeds) {
        return Stream.concat(deeds.notes(Entry.OPENED).stream(), deeds.notes(Entry.RESUMED).stream());
    }

    /** One call. */
    private record Assessment(Plan plan, Tally tally, Deeds deeds, Instant since, Instant now) {

        Outcome overTheWindow() {
            Optional<Instant> held = heldSince();
            if (!tally.down()) {
                if (held.isPresent()) {
                    note(false);
                }
                return notDown(held.isPresent());
            }
            if (held.isEmpty()) {
                note(true);
            }
            Duration lasted = Duration.between(held.orElse(now), now);
            Duration rest = plan.outage().window().minus(lasted);
            return rest.isPositive()
                    ? new Outcome.Pending(tally.summary() + "; it must last " + rest.toSeconds() + " s more")
                    : confirmed(held.orElse(now));
        }

        Outcome once() {
            Optional<Instant> held = heldSince();
            return tally.down() ? confirmed(held.orElse(now)) : notDown(true);
        }

        private Outcome notDown(boolean wasDown) {
            if (tally.mostlyHealthy() || (wasDown && tally.outOfReach())) {
                return new Outcome.Refused(
                        Guard.OUTAGE_OVER,
                        tally.summary(),
                        "nothing needs to be done; if visitors are still affected, start the failover with \"declared\": true");
            }
            if (since.plus(deadline()).isBefore(now)) {
                return new Outcome.Refused(
                        Guard.OUTAGE_UNCONFIRMED,
                        tally.summary() + ", after "
                                + Duration.between(since, now).toSeconds() + " s",
                        "look at the signals; if the primary is down, start the failover with \"declared\": true and a reason");
            }
            return new Outcome.Pending(tally.summary());
        }

        private Duration deadline() {
            Duration fourWindows = plan.outage().window().multipliedBy(4);
            return fourWindows.compareTo(SHORTEST_DEADLINE) > 0 ? fourWindows : SHORTEST_DEADLINE;
        }

        private Outcome confirmed(Instant heldSince) {
            Instant began =
                    tally.began().filter(moment -> moment.isBefore(heldSince)).orElse(heldSince);
            Map<String, Object> evidence = new TreeMap<>();
            evidence.put("outageBegan", began.toString());
            evidence.put("heldSince", heldSince.toString());
            evidence.put("votes", facts());
            return Outcome.done(evidence);
        }

        /** Since when the quorum has held without interruption, as far as the journal knows. */
        private Optional<Instant> heldSince() {
            List<Deeds.Note> notes = deeds.notes(SIGNAL);
            return notes.isEmpty() || !notes.getLast().body().path("down").asBoolean(false)
                    ? Optional.empty()
                    : Optional.of(notes.getLast().at());
        }

        private void note(boolean down) {
            Map<String, Object> body = new TreeMap<>();
            body.put("down", down);
            body.put("votes", facts());
            deeds.note(SIGNAL, body);
        }

        private List<Map<String, Object>> facts() {
            return tally.votes().stream().map(Vote::facts).toList();
        }
    }
}
