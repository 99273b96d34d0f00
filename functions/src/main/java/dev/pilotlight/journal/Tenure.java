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
 */
record Tenure(Epoch epoch, Purpose purpose, String holder, Instant since, long sequence, String head, State state) {

    /** Whether a holder may act. */
    enum State {
        /** The holder acts. */
        HELD,
        /** The run has ended and a person must look; nobody acts, and only a resumed run may go on. */
        KEPT,
        /** The run has ended; another may begin, with a higher epoch. */
        RELEASED
    }

    boolean isHeldBy(Epoch ourEpoch, String execution) {
        return state == State.HELD && epoch.equals(ourEpoch) && holder.equals(execution);
    }

    Tenure after(Entry entry) {
        return new Tenure(epoch, purpose, holder, since, entry.sequence(), entry.hash(), state);
    }

    Tenure heldBy(String next, Instant at) {
        return new Tenure(epoch, purpose, next, at, sequence, head, State.HELD);
    }

    Tenure in(State next) {
        return new Tenure(epoch, purpose, holder, since, sequence, head, next);
    }

    JournalTable.Item item(JournalTable.Key key) {
        TreeMap<String, Object> attributes = new TreeMap<>(condition().attributes());
        attributes.put("since", since.toString());
        attributes.put("head", head);
        attributes.put("purpose", Words.of(purpose));
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
                Words.parse(State.class, item.text("state")));
    }
}
