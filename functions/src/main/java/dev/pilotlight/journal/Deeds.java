package dev.pilotlight.journal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pilotlight.step.BrokenConfigurationException;
import dev.pilotlight.step.Epoch;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.RetryableThrottledException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What this epoch has done so far, as its journal says: the only memory that a step has. It is read once, when it is
 * made; what is done through it afterwards shows in the next call of the step.
 */
public final class Deeds {
    private final Lease lease;
    private final List<Entry> entries;
    private final List<Entry> remembered;
    private final List<Deed> deeds;
    private final SortedSet<Epoch> epochs;

    private Deeds(Lease lease, List<Entry> history, List<Entry> entries, List<Entry> remembered) {
        this.lease = lease;
        this.entries = entries;
        this.remembered = remembered;
        this.deeds = in(history);
        this.epochs = history.stream().map(Entry::epoch).collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * The journal of a lease's epoch. The acts of runs that it has taken over are its own to go on with, or to undo.
     * What such a run had decided and found is still so beyond the point of no return; before that point everything is
     * decided anew.
     */
    public static Deeds of(Lease lease) {
        List<Entry> history = lease.history();
        List<Entry> own = history.stream().filter(lease::isOwn).toList();
        List<Entry> earlier = history.subList(0, history.size() - own.size());
        return new Deeds(lease, history, own, Journal.isPastNoReturn(earlier) ? history : own);
    }

    /**
     * The same with what every earlier epoch of the plan has done around the old primary: a failover has left its fence
     * standing, and the run that brings the application home has to find it. What they had decided does not count.
     */
    public static Deeds withEarlierFences(Lease lease) {
        List<Entry> own = lease.history();
        List<Entry> history = new ArrayList<>(lease.fencesBefore());
        history.addAll(own);
        return new Deeds(lease, history, own, own);
    }

    /** The acts that some entries tell of, which may belong to several epochs. */
    static List<Deed> in(List<Entry> entries) {
        Map<JournalTable.Key, JsonNode> outcomes = new HashMap<>();
        for (Entry entry : entries) {
            if (entry.kind().equals(Entry.OUTCOME)) {
                outcomes.putIfAbsent(Journal.settledBy(entry), entry.facts());
            }
        }
        List<Deed> deeds = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            if (entry.kind().equals(Entry.INTENT)) {
                deeds.add(new Deed(i + 1, act(entry), entry.at(), Optional.ofNullable(outcomes.get(entry.key()))));
            }
        }
        return List.copyOf(deeds);
    }

    /** The acts of which nobody knows what became of them, oldest first. */
    static List<OpenIntent> openIn(List<Entry> entries) {
        Set<JournalTable.Key> settled = entries.stream()
                .filter(entry -> entry.kind().equals(Entry.OUTCOME))
                .map(Journal::settledBy)
                .collect(Collectors.toSet());
        return entries.stream()
                .filter(entry -> entry.kind().equals(Entry.INTENT) && !settled.contains(entry.key()))
                .map(entry -> new OpenIntent(entry.epoch(), entry.sequence(), act(entry), entry.at()))
                .toList();
    }

    private static Act act(Entry intent) {
        JsonNode facts = intent.facts();
        return new Act(
                Act.Kind.valueOf(facts.path("act").asText()),
                facts.path("target").asText(),
                facts.path("token").asText());
    }

    /** The epochs that these are the acts of: the run's own, and those that it has taken over. */
    public SortedSet<Epoch> epochs() {
        return Collections.unmodifiableSortedSet(epochs);
    }

    /** The acts of one kind, oldest first. */
    public List<Deed> of(Act.Kind kind) {
        return deeds.stream().filter(deed -> deed.act().kind() == kind).toList();
    }

    /** The acts of one kind on one target, oldest first. */
    public List<Deed> of(Act.Kind kind, String target) {
        return of(kind).stream()
                .filter(deed -> deed.act().target().equals(target))
                .toList();
    }

    /** The entries of one kind that are neither acts nor their outcomes, oldest first. */
    public List<Note> notes(String kind) {
        return remembered.stream()
                .filter(entry -> entry.kind().equals(kind))
                .map(entry -> new Note(entry.at(), entry.facts()))
                .toList();
    }

    /**
     * Whether the failback before this run has brought the databases home, but not visitors, when it was taken over.
     */
    public boolean isHalfwayHome() {
        return Journal.isHalfwayHome(lease.before());
    }

    /** Why nothing but undoing is permitted any more, if another part of the run has stopped it. */
    public Optional<Outcome.Refused> stopped() {
        return Journal.stopped(entries);
    }

    /** Adds an entry that is neither an act nor its outcome. */
    public void note(String kind, Map<String, Object> body) {
        lease.note(kind, body);
    }

    /**
     * Writes an act down, does it, and writes down what became of it when that is certain. After a failure that leaves
     * it uncertain the act stays open: the step reads the world the next time, and settles it then.
     *
     * @return the facts the change answered with
     */
    public <X extends Exception> Map<String, Object> carryOut(Act act, Change<X> change) throws X {
        Permit permit =
                lease.permit(act, entries.isEmpty() ? 0 : entries.getLast().sequence());
        Map<String, Object> facts = make(change, permit);
        lease.settle(permit, new Settlement.Happened(facts));
        return facts;
    }

    private <X extends Exception> Map<String, Object> make(Change<X> change, Permit permit) throws X {
        try {
            return change.make(permit);
        } catch (Exception failure) {
            if (isCertain(failure)) {
                lease.settle(permit, new Settlement.DidNotHappen(String.valueOf(failure.getMessage())));
            }
            throw failure;
        }
    }

    /** Whether a failure means that nothing happened; no answer and a server's error do not. */
    private static boolean isCertain(Exception failure) {
        return failure instanceof RejectedException
                || failure instanceof RetryableThrottledException
                || failure instanceof BrokenConfigurationException;
    }

    /** Writes down what became of every act of one kind on one target of which nobody knew. */
    public void settleOpen(Act.Kind kind, String target, Settlement settlement) {
        if (of(kind, target).stream().noneMatch(Deed::open)) {
            return;
        }
        for (OpenIntent intent : lease.openIntents(kind)) {
            if (intent.act().target().equals(target)) {
                lease.settle(intent, settlement);
            }
        }
    }

    /**
     * An entry that is neither an act nor its outcome.
     *
     * @param at when it was written
     */
    public record Note(Instant at, JsonNode body) {}
}
