package dev.pilotlight.rehearsal.explore;

import dev.pilotlight.rehearsal.invariants.Ending;
import dev.pilotlight.rehearsal.invariants.Violation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * What is left of a performance.
 *
 * @param ending how the run under faults ended, or that the performance broke down
 * @param began the moment of the disaster, or of the start when there was none
 * @param served when visitors were moved to the recovery Region, or the machine's work was done; empty when it never
 *     was
 * @param calls how many calls were made until the faults were lifted
 * @param deliveries how many tasks were delivered to functions until then
 * @param violations every invariant that was broken, and a breakdown
 * @param application the application's state when the run under faults had ended
 * @param afterwards its state after the faults were lifted and the run was resumed
 * @param leftToAPerson whether the resumed run asked a person, so that it cannot end like one that need not ask
 * @param sites every call site that was reached until the faults were lifted, and the index of its first call
 * @param struck which faults have struck which of them
 * @param exchanges every call, when details were asked for
 * @param story every call, state and journal entry in words, when details were asked for
 */
public record Recording(
        Seed seed,
        Ending ending,
        Instant began,
        Optional<Instant> served,
        int calls,
        int deliveries,
        List<Violation> violations,
        List<String> application,
        List<String> afterwards,
        boolean leftToAPerson,
        SortedMap<CallSite, Integer> sites,
        Set<Struck> struck,
        List<Exchange> exchanges,
        List<String> story) {

    /** From the disaster to the moment at which the work was done; empty when it never was. */
    public Optional<Duration> took() {
        return served.map(at -> Duration.between(began, at));
    }

    /** Whether it could not be played to its end; then nothing is known of the application afterwards. */
    boolean brokeDown() {
        return ending.verdict().equals(Breakdown.NAME);
    }

    /** How it came out, for the tables of a report. */
    public Outcome outcome() {
        if (!violations.isEmpty()) {
            return Outcome.VIOLATED;
        }
        if (ending.succeeded()) {
            return Outcome.RECOVERED;
        }
        return ending.stoppedSafely() ? Outcome.STOPPED_SAFELY : Outcome.NEEDS_PERSON;
    }

    /** The ways in which a performance comes out. */
    public enum Outcome {
        /** The run did its work in spite of the fault. */
        RECOVERED("recovered"),
        /** The run ended before the point of no return, with everything undone. */
        STOPPED_SAFELY("stopped safely"),
        /** A person has to go on. */
        NEEDS_PERSON("needs a person"),
        /** An invariant was broken, or the performance broke down before that could be known. */
        VIOLATED("violated");

        private final String words;

        Outcome(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }
}
