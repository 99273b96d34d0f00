package dev.pilotlight.outage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pilotlight.journal.Act;
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

    /** An outage that ends this often while it is being confirmed is none that a failover would cure. */
    private static final int MOST_INTERRUPTIONS = 3;

    /**
     * Between two looks at an outage that lasts. Its signals are no fresher than that (a health check of Route 53 runs
     * every 10 or 30 seconds, a metric of CloudWatch has a period of a minute), and all plans of an account share what
     * the services answer per second.
     */
    private static final Duration LOOK = Duration.ofSeconds(5);

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
     * The moment of one call.
     *
     * @param since when this step was first entered in this run, by the state machine's clock
     * @param at when this call was made, by the same clock; the window is measured with it, because the clocks of two
     *     calls' hosts may differ
     * @param now the host's clock, against which the age of samples is judged
     */
    public record Moment(Instant since, Instant at, Instant now) {}

    /** Asks the signals once. */
    public Outcome advance(Plan plan, Before before, Lease lease, Moment moment) {
        Deeds deeds = Deeds.of(lease);
        if (promotionHasBegun(deeds)) {
            return alreadyDecided(deeds);
        }
        Optional<Outcome.Refused> stopped = deeds.stopped();
        if (stopped.isPresent()) {
            return stopped.get();
        }
        Signals.Poll poll = signals.ask(plan, moment.now());
        List<Vote> votes = new ArrayList<>(poll.votes());
        declared(deeds).ifPresent(votes::add);
        Tally tally =
                new Tally(votes, plan.outage().quorum(), poll.controlSilent().isEmpty());
        Assessment assessment = new Assessment(plan, tally, deeds, moment.since(), moment.at());
        return switch (before) {
            case LAUNCH -> assessment.overTheWindow();
            case PROMOTION -> assessment.once();
        };
    }

    /** Past the point of no return the outage is not a question any more, even when the primary is well again. */
    private static boolean promotionHasBegun(Deeds deeds) {
        return Stream.of(Act.Kind.DETACH_CLUSTER, Act.Kind.FAILOVER_GLOBAL_CLUSTER)
                .flatMap(kind -> deeds.of(kind).stream())
                .anyMatch(deed -> !deed.failed());
    }

    private static Outcome alreadyDecided(Deeds deeds) {
        Map<String, Object> evidence = new TreeMap<>();
        evidence.put("promotionHasBegun", true);
        openings(deeds)
                .map(opening -> opening.body().path("outageBegan").asText(""))
                .filter(began -> !began.isEmpty())
                .findFirst()
                .ifPresent(began -> evidence.put("outageBegan", began));
        return Outcome.done(evidence);
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
    private record Assessment(Plan plan, Tally tally, Deeds deeds, Instant since, Instant at) {

        Outcome overTheWindow() {
            Optional<Instant> held = heldSince();
            if (!tally.down()) {
                if (held.isPresent()) {
                    note(false);
                }
                return notDown(held.isPresent());
            }
            if (interruptions() >= MOST_INTERRUPTIONS) {
                return unconfirmed(
                        tally.summary() + ", but the outage has come and gone " + interruptions() + " times");
            }
            if (held.isEmpty()) {
                note(true);
            }
            Duration lasted = Duration.between(held.orElse(at), at);
            Duration rest = plan.outage().window().minus(lasted);
            return rest.isPositive()
                    ? new Outcome.Pending(
                            tally.summary() + "; it must last " + rest.toSeconds() + " s more", untilNextLook(rest))
                    : confirmed(held.orElse(at));
        }

        /** The last look comes right when the window ends. */
        private static Duration untilNextLook(Duration rest) {
            Duration wholeSeconds =
                    Duration.ofSeconds(rest.plusSeconds(1).minusNanos(1).toSeconds());
            return wholeSeconds.compareTo(LOOK) < 0 ? wholeSeconds : LOOK;
        }

        Outcome once() {
            return tally.down() ? confirmed(lastHeld().orElse(at)) : notDown(true);
        }

        private Outcome notDown(boolean wasDown) {
            if (tally.well() || (wasDown && tally.outOfReach())) {
                return new Outcome.Refused(
                        Guard.OUTAGE_OVER,
                        tally.summary(),
                        "nothing needs to be done; if visitors are still affected, start the failover with \"declared\": true");
            }
            return since.plus(deadline()).isBefore(at)
                    ? unconfirmed(tally.summary() + ", after "
                            + Duration.between(since, at).toSeconds() + " s")
                    : new Outcome.Pending(tally.summary());
        }

        private static Outcome unconfirmed(String why) {
            return new Outcome.Refused(
                    Guard.OUTAGE_UNCONFIRMED,
                    why,
                    "look at the signals; if the primary is down, start the failover with \"declared\": true and a reason");
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

        /** Since when the quorum has held without interruption while this run looked. */
        private Optional<Instant> heldSince() {
            List<JsonNode> looks = looks();
            return looks.isEmpty() ? Optional.empty() : heldSince(looks.getLast());
        }

        /** Since when it held when an earlier step of this run last looked. */
        private Optional<Instant> lastHeld() {
            List<Deeds.Note> notes = deeds.notes(SIGNAL);
            return notes.isEmpty()
                    ? Optional.empty()
                    : heldSince(notes.getLast().body());
        }

        private static Optional<Instant> heldSince(JsonNode look) {
            return look.path("down").asBoolean(false)
                    ? Optional.of(Instant.parse(look.path("at").asText()))
                    : Optional.empty();
        }

        private long interruptions() {
            return looks().stream()
                    .filter(look -> !look.path("down").asBoolean(false))
                    .count();
        }

        /** What an earlier run of the same epoch saw says nothing about the time in which nobody looked. */
        private List<JsonNode> looks() {
            return deeds.notes(SIGNAL).stream()
                    .map(Deeds.Note::body)
                    .filter(look -> look.path("since").asText().equals(since.toString()))
                    .toList();
        }

        private void note(boolean down) {
            Map<String, Object> body = new TreeMap<>();
            body.put("down", down);
            body.put("at", at.toString());
            body.put("since", since.toString());
            body.put("votes", facts());
            deeds.note(SIGNAL, body);
        }

        private List<Map<String, Object>> facts() {
            return tally.votes().stream().map(Vote::facts).toList();
        }
    }
}
