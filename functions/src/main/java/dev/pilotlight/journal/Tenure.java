package dev.pilotlight.journal;

import dev.pilotlight.plan.Words;
import dev.pilotlight.step.Epoch;
import java.time.Instant;
import java.util.TreeMap;

/**
 * Who holds a plan, as the item {@code PLAN#<plan> / LEASE} says, and where its journal ends.
 *
 * @param purpose what the holder's run is for
 * @param holder the execution
 * @param since when it began to hold
 * @param sequence of the last entry of the epoch
 * @param head hash of the last entry
 * @param stopped whether the holder may only undo any more
 */
record Tenure(
        Epoch epoch,
        Purpose purpose,
        String holder,
        Instant since,
        long sequence,
        String head,
        State state,
        boolean stopped) {

    /** Whether a holder may act. */
    enum State {
        /** The holder acts. */
        HELD,
        /**
         * The holder's execution has ended without closing its record. A person may let it go on, by a redrive or by a
         * resumed run.
         */
        ABANDONED,
        /** The holder has taken the plan over and settled everything; it may begin the next epoch. */
        TAKEN,
        /** The run has ended and a person must look; nobody acts, and only a resumed run may go on. */
        KEPT,
        /** The run has ended; another may begin, with a higher epoch. */
        RELEASED
    }

    boolean isHeldBy(Epoch ourEpoch, String execution) {
        return (state == State.HELD || state == State.ABANDONED || state == State.TAKEN)
                && epoch.equals(ourEpoch)
                && holder.equals(execution);
    }

    /** Whether this execution has taken the plan over, and may begin the next epoch. */
    boolean isTakenBy(String execution) {
        return state == State.TAKEN && holder.equals(execution);
    }

    /** Whether its execution has ended without finishing its work. */
    boolean mayBeResumed() {
        return state == State.KEPT || state == State.ABANDONED;
    }

    Tenure after(Entry entry) {
        boolean stops = stopped || entry.kind().equals(Entry.STOPPED);
        return new Tenure(epoch, purpose, holder, since, entry.sequence(), entry.hash(), state, stops);
    }

    Tenure in(State next) {
        return new Tenure(epoch, purpose, holder, since, sequence, head, next, stopped);
    }

    JournalTable.Item item(JournalTable.Key key) {
        TreeMap<String, Object> attributes = new TreeMap<>(condition().attributes());
        attributes.put("since", since.toString());
        attributes.put("head", head);
        attributes.put("purpose", Words.of(purpose));
        attributes.put("stopped", Boolean.toString(stopped));
        return new JournalTable.Item(key, attributes);
    }

    /** That nothing has been written since this was read. */
    JournalTable.Condition.Holds condition() {
        TreeMap<String, Object> attributes = new TreeMap<>();
        attributes.put("epoch", epoch.number());
        attributes.put("holder", holder);
        attributes.put("sequence", sequence);
        attributes.put("state", Words.of(state));
        return new JournalTable.Condition.Holds(attributes);
    }

    static Tenure of(JournalTable.Item item) {
        return new Tenure(
                new Epoch(item.number("epoch")),
                Words.parse(Purpose.class, item.text("purpose")),
                item.text("holder"),
                Instant.parse(item.text("since")),
                item.number("sequence"),
                item.text("head"),
                Words.parse(State.class, item.text("state")),
                item.attributes().containsKey("stopped") && Boolean.parseBoolean(item.text("stopped")));
    }
}
