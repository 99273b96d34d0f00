package dev.pilotlight.journal;

import static java.util.Objects.requireNonNull;

import dev.pilotlight.plan.GlobalClusterId;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.step.Epoch;
import dev.pilotlight.step.Guard;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.RefusedException;
import dev.pilotlight.step.RetryableConflictException;
import dev.pilotlight.step.RetryableUnavailableException;
import dev.pilotlight.step.Run;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The right to act for one epoch, and the only way to write to its journal. It does not expire by a clock: who holds it
 * is decided by the table alone, in the same transaction as every entry.
 */
public final class Lease {
    private static final int ATTEMPTS = 5;

    /** The fact of an intent that names the call which intended it. */
    private static final String CALL = "call";

    /** Long enough for the one call that a permit is for, and far shorter than a function may run. */
    private static final Duration PERMIT_LIFE = Duration.ofSeconds(10);

    private final JournalTable table;
    private final Run run;
    private final List<GlobalClusterId> clusters;
    private final Call call;

    private Lease(JournalTable table, Run run, Plan plan, Call call) {
        this.table = requireNonNull(table);
        this.run = requireNonNull(run);
        this.clusters = plan.globalClusters();
        this.call = requireNonNull(call);
    }

    /** The lease under which one call of a step acts; whether it is still held is found out with each entry. */
    public static Lease of(JournalTable table, Run run, Plan plan, Call call) {
        return new Lease(table, run, plan, call);
    }

    /**
     * Allows one act: in one transaction checks that plan and clusters are still ours and writes the intent down. Two
     * calls that have decided the same thing at the same time, as two deliveries of one event do, get one permit.
     *
     * @param seen the sequence of the last entry that the caller knew when it decided to act
     * @throws RefusedException with {@link Guard#STALE_EPOCH} when another run holds the plan or a cluster, or this one
     *     is closed; with {@link Guard#RUN_STOPPED} when it may only undo any more
     * @throws RetryableConflictException when another call has begun an act on the same target since then, or others
     *     wrote at the same time, five times in a row
     * @throws RetryableUnavailableException when the table did not answer and the intent is not found in it
     */
    Permit permit(Act act, long seen) {
        long deadline = call.nanoTime().getAsLong() + PERMIT_LIFE.toNanos();
        Map<String, Object> body = new TreeMap<>();
        body.put("act", act.kind().name());
        body.put("target", act.target());
        body.put("token", act.token());
        body.put(CALL, call.nonce());
        Entry intent = append(Entry.INTENT, body, Optional.of(new Wanted(act, seen)));
        return new Permit(run.epoch(), intent.sequence(), act, call.nanoTime(), deadline);
    }

    /** Writes down what became of the act that was permitted. */
    public void settle(Permit permit, Settlement settlement) {
        settle(run.epoch(), permit.sequence(), settlement);
    }

    /** Writes down what became of an act of an earlier call, as the world shows it now. */
    public void settle(OpenIntent intent, Settlement settlement) {
        settle(intent.epoch(), intent.sequence(), settlement);
    }

    private void settle(Epoch epoch, long sequence, Settlement settlement) {
        Map<String, Object> body = new TreeMap<>();
        if (!epoch.equals(run.epoch())) {
            body.put(Journal.EPOCH, epoch.number());
        }
        body.put("intent", sequence);
        switch (settlement) {
            case Settlement.Happened happened -> {
                body.put("result", "happened");
                body.put("evidence", happened.evidence());
            }
            case Settlement.DidNotHappen not -> {
                body.put("result", "didNotHappen");
                body.put("why", not.why());
            }
        }
        append(Entry.OUTCOME, body, Optional.empty());
    }

    /**
     * Writes down something that is neither an act nor its outcome.
     *
     * @param kind like {@code signal} or {@code decision}
     * @param body JSON values
     */
    public void note(String kind, Map<String, Object> body) {
        append(kind, body, Optional.empty());
    }

    /** The entries of all earlier epochs that may have fenced the old primary, the oldest epoch first. */
    List<Entry> fencesBefore() {
        return before().values().stream()
                .filter(Journal::hasFenced)
                .flatMap(List::stream)
                .toList();
    }

    /** The entries of all earlier epochs, the oldest epoch first. */
    SortedMap<Epoch, List<Entry>> before() {
        return Journal.before(table, run.plan(), run.epoch());
    }

    /** What another epoch of the plan has noted under one kind, oldest first. */
    public List<Deeds.Note> notesOf(Epoch epoch, String kind) {
        return Journal.entries(table, run.plan(), epoch).stream()
                .filter(entry -> entry.kind().equals(kind))
                .map(entry -> new Deeds.Note(entry.at(), entry.facts()))
                .toList();
    }

    /**
     * Stops the run where it can still turn back: from then on nothing is permitted but undoing. The entry and an
     * intent exclude each other in the table, so what this answers stays true.
     *
     * @param guard what has stopped it
     * @param why in words
     * @return false when the point of no return has been passed, where nothing stops a run; then nothing was written
     * @throws RefusedException with {@link Guard#STALE_EPOCH} when another run holds the plan
     */
    public boolean stop(String guard, String why) {
        String body = Entry.body(Map.of("guard", guard, "why", guard + ": " + why));
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Tenure tenure = requireHeld();
            if (tenure.stopped()) {
                return true;
            }
            if (Journal.isPastNoReturn(history())) {
                return false;
            }
            Entry entry = following(tenure, Entry.STOPPED, body);
            if (commit(tenure, entry, List.of()) == JournalTable.Commit.COMMITTED) {
                return true;
            }
        }
        throw busy();
    }

    /**
     * Lets another execution of the same run go on; from then on this one writes nothing more. Called again, it changes
     * nothing.
     *
     * @param successor a name under which this run can be continued
     * @throws RefusedException with {@link Guard#STALE_EPOCH} when somebody else holds the plan
     */
    public void handOver(String successor) {
        String body = Entry.body(Map.of("successor", successor));
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            if (isHandedOver(successor)) {
                return;
            }
            Tenure tenure = requireHeld();
            Entry entry = following(tenure, Entry.CONTINUED, body);
            if (commit(tenure, tenure.after(entry).in(Tenure.State.KEPT), entry, List.of())
                    == JournalTable.Commit.COMMITTED) {
                return;
            }
        }
        throw busy();
    }

    private boolean isHandedOver(String successor) {
        Optional<Tenure> tenure = table.get(Keys.lease(run.plan())).map(Tenure::of);
        if (tenure.isEmpty() || !tenure.get().epoch().equals(run.epoch())) {
            return false;
        }
        boolean waiting = tenure.get().mayBeResumed() && tenure.get().holder().equals(run.execution());
        return tenure.get().holder().equals(successor)
                || (waiting
                        && last(Entry.CONTINUED)
                                .filter(entry -> entry.by().equals(run.execution()))
                                .isPresent());
    }

    static Outcome.Refused stopped(String why) {
        return new Outcome.Refused(
                Guard.RUN_STOPPED,
                "another part of the run has stopped it, because of " + why,
                "nothing needs to be done here; the run turns back and says why");
    }

    /** The entries of this epoch, after those of the epochs that it has taken over. */
    public List<Entry> history() {
        return Journal.history(table, run.plan(), run.epoch());
    }

    /** The entries of every epoch of the plan, the newest epoch first, each epoch in order. */
    public List<Entry> everything() {
        return Journal.everything(table, run.plan());
    }

    boolean isOwn(Entry entry) {
        return entry.epoch().equals(run.epoch());
    }

    /** The entries of this epoch, in order. */
    public List<Entry> entries() {
        return Journal.entries(table, run.plan(), run.epoch());
    }

    /** The newest entry of a kind in this epoch. */
    public Optional<Entry> last(String kind) {
        return entries().reversed().stream()
                .filter(entry -> entry.kind().equals(kind))
                .findFirst();
    }

    /**
     * The acts of this epoch, and of those that it has taken over, of which nobody has written down yet what became of
     * them, oldest first.
     */
    public List<OpenIntent> openIntents() {
        return Deeds.openIn(history());
    }

    /** The open intents of one kind of act. */
    public List<OpenIntent> openIntents(Act.Kind kind) {
        return openIntents().stream()
                .filter(intent -> intent.act().kind() == kind)
                .toList();
    }

    /** An act for which a permit is wanted, and the last entry that whoever wants it knew. */
    private record Wanted(Act act, long seen) {}

    private Entry append(String kind, Map<String, Object> facts, Optional<Wanted> mutation) {
        String body = Entry.body(facts);
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Tenure tenure = requireHeld();
            mutation.ifPresent(wanted -> requireAllowed(wanted, tenure));
            List<JournalTable.Write> checks =
                    mutation.isPresent() && tenure.purpose().holdsClusters() ? clusterChecks() : List.of();
            Entry entry = following(tenure, kind, body);
            switch (commit(tenure, entry, checks)) {
                case COMMITTED -> {
                    return entry;
                }
                case CONDITION_FAILED -> requireClusters(checks);
                case CONTENDED -> {}
            }
        }
        throw busy();
    }

    private RetryableConflictException busy() {
        return new RetryableConflictException("others wrote to the journal of " + run.plan() + " at the same time, "
                + ATTEMPTS + " times in a row; call the step again");
    }

    private void requireAllowed(Wanted wanted, Tenure tenure) {
        if (tenure.stopped() && wanted.act().kind().course() != Act.Course.BACK) {
            refuseStopped();
        }
        // Whoever has seen everything need not look again.
        if (tenure.sequence() > wanted.seen()
                && entries().stream().anyMatch(entry -> entry.sequence() > wanted.seen() && rivals(entry, wanted))) {
            throw new RetryableConflictException("another call has begun an act on "
                    + wanted.act().target() + " at the same time; call the step again, which sees what became of it");
        }
    }

    private boolean rivals(Entry entry, Wanted wanted) {
        return entry.kind().equals(Entry.INTENT)
                && entry.facts().path("target").asText().equals(wanted.act().target())
                && !entry.facts().path(CALL).asText().equals(call.nonce());
    }

    private void refuseStopped() {
        Outcome.Refused why = Journal.stopped(entries()).orElseGet(() -> stopped("a reason that was not kept"));
        throw new RefusedException(why.guard(), why.why(), why.remedy());
    }

    private Entry following(Tenure tenure, String kind, String body) {
        return new Entry(
                run.plan(), run.epoch(), tenure.sequence() + 1, call.now(), run.execution(), kind, body, tenure.head());
    }

    private JournalTable.Commit commit(Tenure tenure, Entry entry, List<JournalTable.Write> checks) {
        return commit(tenure, tenure.after(entry), entry, checks);
    }

    private JournalTable.Commit commit(Tenure tenure, Tenure next, Entry entry, List<JournalTable.Write> checks) {
        List<JournalTable.Write> writes = new ArrayList<>(checks);
        writes.add(new JournalTable.Write.Put(next.item(Keys.lease(run.plan())), tenure.condition()));
        writes.add(new JournalTable.Write.Put(entry.item(), new JournalTable.Condition.Absent()));
        try {
            JournalTable.Commit commit = table.commit(writes, Tokens.of(entry));
            return commit == JournalTable.Commit.CONDITION_FAILED && isWritten(entry)
                    ? JournalTable.Commit.COMMITTED
                    : commit;
        } catch (RetryableUnavailableException noAnswer) {
            // The transaction may have been made: only the table knows.
            if (isWritten(entry)) {
                return JournalTable.Commit.COMMITTED;
            }
            throw noAnswer;
        }
    }

    private boolean isWritten(Entry entry) {
        return table.get(entry.key()).equals(Optional.of(entry.item()));
    }

    private Tenure requireHeld() {
        Optional<Tenure> tenure = table.get(Keys.lease(run.plan())).map(Tenure::of);
        if (tenure.isEmpty() || !tenure.get().isHeldBy(run.epoch(), run.execution())) {
            throw new RefusedException(
                    Guard.STALE_EPOCH,
                    "epoch " + run.epoch() + " of plan " + run.plan() + " is no longer held by " + run.execution()
                            + tenure.map(other -> "; the lease is at epoch " + other.epoch() + ", " + other.holder())
                                    .orElse("; there is no lease"),
                    "look at the execution that holds the lease; this one must not go on",
                    tenure.filter(other -> !other.holder().equals(run.execution()))
                            .<Map<String, Object>>map(other -> Map.of(Holders.OTHER_RUN, other.holder()))
                            .orElse(Map.of()));
        }
        return tenure.get();
    }

    private List<JournalTable.Write> clusterChecks() {
        List<JournalTable.Write> checks = new ArrayList<>();
        for (GlobalClusterId cluster : clusters) {
            checks.add(new JournalTable.Write.Check(
                    Keys.lease(cluster), ClusterTenure.heldBy(run.plan(), run.epoch(), run.execution())));
        }
        return checks;
    }

    private void requireClusters(List<JournalTable.Write> checks) {
        for (JournalTable.Write check : checks) {
            Optional<JournalTable.Item> item = table.get(check.key());
            if (item.isEmpty() || !ClusterTenure.isHeldBy(item.get(), run.plan(), run.epoch(), run.execution())) {
                throw new RefusedException(
                        Guard.STALE_EPOCH,
                        check.key().partition() + " is no longer held by " + run.execution() + " in epoch "
                                + run.epoch(),
                        "look at the execution that holds that cluster; this one must not go on");
            }
        }
    }
}
