package dev.pilotlight.journal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pilotlight.plan.GlobalClusterId;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.PlanName;
import dev.pilotlight.plan.Words;
import dev.pilotlight.step.Epoch;
import dev.pilotlight.step.Guard;
import dev.pilotlight.step.RefusedException;
import dev.pilotlight.step.RetryableConflictException;
import dev.pilotlight.step.RetryableUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Taking the lease for one execution: the outage's number, the plan's lease, those of its global clusters and the first
 * entry are written in one transaction, so that there is never a part of a run.
 */
final class Acquisition {
    private static final int ATTEMPTS = 5;

    private final JournalTable table;
    private final PlanName name;
    private final OpenRecord.Start start;
    private final StartInput input;

    Acquisition(JournalTable table, PlanName name, OpenRecord.Start start, StartInput input) {
        this.table = table;
        this.name = name;
        this.start = start;
        this.input = input;
    }

    /** The entry with which this execution took the lease in an earlier call, if it holds it. */
    Optional<Entry> opening() {
        Optional<Tenure> tenure = tenure();
        if (tenure.filter(this::isOurs).isEmpty()) {
            return Optional.empty();
        }
        return table
                .list(Keys.partition(name), Keys.entriesOf(tenure.orElseThrow().epoch()))
                .stream()
                .map(item -> Entry.of(name, item))
                .filter(entry -> entry.by().equals(start.execution()))
                .filter(entry ->
                        entry.kind().equals(Entry.OPENED) || entry.kind().equals(Entry.RESUMED))
                .findFirst();
    }

    /**
     * Takes the lease.
     *
     * @param version of the plan's document
     * @return the run's first entry
     */
    Entry acquire(Plan plan, String version) {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Optional<Entry> done = opening();
            if (done.isPresent()) {
                return done.get();
            }
            Optional<Entry> entry = attempt(plan, version);
            if (entry.isPresent()) {
                return entry.get();
            }
        }
        throw new RetryableConflictException("others took or released the lease of " + name + " at the same time, "
                + ATTEMPTS + " times in a row; call the step again");
    }

    /**
     * Takes back the announcement of an outage whose run was refused: the next alarm must be able to announce it again.
     * Nothing is taken back when the same execution has got the lease meanwhile, in a call that was delivered twice.
     */
    void withdraw() {
        Optional<Tenure> tenure = tenure();
        Optional<Outage> outage = outage();
        if (tenure.filter(this::isOurs).isEmpty()
                && start.purpose() == Purpose.FAILOVER
                && outage.isPresent()
                && outage.get().state() == Outage.State.OPEN
                && outage.get().execution().equals(start.execution())) {
            JournalTable.Item closed =
                    outage.get().closed(start.now(), Outage.REFUSED).item(name);
            table.commit(
                    List.of(
                            new JournalTable.Write.Check(Keys.lease(name), asRead(tenure)),
                            new JournalTable.Write.Put(closed, outage.get().condition())),
                    Tokens.of(closed));
        }
    }

    private Optional<Entry> attempt(Plan plan, String version) {
        Optional<Tenure> before = tenure();
        if (before.filter(this::isOurs).isPresent()) {
            return Optional.empty();
        }
        boolean resumes = before.isPresent()
                && before.get().mayBeResumed()
                && before.get().purpose() == start.purpose()
                && ExecutionNames.continues(start.execution(), before.get().holder());
        boolean takesOver =
                before.filter(held -> held.isTakenBy(start.execution())).isPresent();
        // What a failback did leads the other way: whoever takes it over begins with nothing done.
        boolean continues = takesOver && before.orElseThrow().purpose() == start.purpose();
        before.filter(held -> !resumes && !takesOver).ifPresent(this::requireFree);
        List<JournalTable.Write> writes = new ArrayList<>();
        Map<String, Object> facts = new TreeMap<>();
        facts.put("planVersion", version);
        facts.put("planDigest", plan.digest());
        facts.put("purpose", Words.of(start.purpose()));
        facts.put("startedAt", start.startedAt().toString());
        facts.put("executionArn", start.executionArn());
        if (takesOver) {
            facts.put(
                    continues ? Journal.TAKEN_OVER : Journal.GAVE_UP,
                    before.orElseThrow().epoch().number());
        }
        if (start.purpose() == Purpose.FAILOVER) {
            nameOutage(plan, resumes || continues, facts, writes);
        }
        Epoch epoch = takeClusters(plan, before, resumes, writes);
        Entry entry = new Entry(
                name,
                epoch,
                resumes ? before.orElseThrow().sequence() + 1 : 1,
                start.now(),
                start.execution(),
                resumes ? Entry.RESUMED : Entry.OPENED,
                Entry.body(facts),
                before.map(Tenure::head).orElse(Entry.NOTHING_BEFORE));
        Tenure tenure = new Tenure(
                epoch,
                start.purpose(),
                start.execution(),
                start.now(),
                entry.sequence(),
                entry.hash(),
                Tenure.State.HELD,
                false);
        writes.add(new JournalTable.Write.Put(tenure.item(Keys.lease(name)), asRead(before)));
        writes.add(new JournalTable.Write.Put(entry.item(), new JournalTable.Condition.Absent()));
        return isCommitted(writes, entry) ? Optional.of(entry) : Optional.empty();
    }

    private boolean isCommitted(List<JournalTable.Write> writes, Entry entry) {
        try {
            return table.commit(writes, Tokens.of(entry)) == JournalTable.Commit.COMMITTED;
        } catch (RetryableUnavailableException noAnswer) {
            if (table.get(entry.key()).equals(Optional.of(entry.item()))) {
                return true;
            }
            throw noAnswer;
        }
    }

    private void requireFree(Tenure held) {
        if (held.state() == Tenure.State.RELEASED || start.purpose().preempts(held.purpose())) {
            return;
        }
        boolean kept = held.mayBeResumed();
        throw new RefusedException(
                Guard.LEASE_HELD,
                "plan " + name + " is held by " + held.holder() + " in epoch " + held.epoch() + " since " + held.since()
                        + (kept ? ", which ended and needs a person" : ""),
                kept ? resuming(held) : "look at the execution " + held.holder() + "; " + freeing(held),
                Map.of(Holders.OTHER_RUN, held.holder()));
    }

    private String resuming(Tenure held) {
        String report = "read the report of " + held.holder() + ", then go on with it: start an execution ";
        String next = "named " + ExecutionNames.next(held.holder());
        return held.purpose() == Purpose.FAILBACK
                ? report + "of the failback machine " + next + "; " + whenHomeIsLost()
                : report + next;
    }

    private String freeing(Tenure held) {
        return held.purpose() == Purpose.FAILBACK
                ? "if it hangs, stop it and start an execution of the failback machine named "
                        + ExecutionNames.next(held.holder()) + "; " + whenHomeIsLost()
                : "if it hangs, take the plan away from it: pilotlight takeover " + name;
    }

    private String whenHomeIsLost() {
        return "if home is lost again and the databases were there already: pilotlight takeover " + name + " --declare";
    }

    /** Makes sure that the outage has a number and that its run is this one. */
    private void nameOutage(Plan plan, boolean resumes, Map<String, Object> facts, List<JournalTable.Write> writes) {
        Optional<Outage> last = outage();
        JournalTable.Condition asRead =
                last.<JournalTable.Condition>map(Outage::condition).orElse(new JournalTable.Condition.Absent());
        Outage ours;
        if (resumes && last.isPresent()) {
            ours = last.get().resumed(start.execution());
            writes.add(new JournalTable.Write.Put(ours.item(name), asRead));
        } else if (input.outage().isPresent()) {
            ours = announced(last, input.outage().get());
            writes.add(new JournalTable.Write.Check(Keys.outage(name), asRead));
        } else {
            ours = byHand(plan, last);
            writes.add(new JournalTable.Write.Put(ours.item(name), asRead));
        }
        facts.put("outage", ours.number());
        facts.put("outageBegan", ours.began().toString());
        facts.put("declared", Evidence.isDeclared(ours.evidence()));
    }

    private Outage announced(Optional<Outage> last, long number) {
        return last.filter(outage -> outage.number() == number
                        && outage.state() == Outage.State.OPEN
                        && outage.execution().equals(start.execution()))
                .orElseThrow(() -> new RefusedException(
                        Guard.INVALID_INPUT,
                        "outage: outage " + number + " of " + name + " does not wait for this execution",
                        "leave the field outage out; only StartFailover sets it"));
    }

    private Outage byHand(Plan plan, Optional<Outage> last) {
        if (last.isPresent() && last.get().isUnfinished()) {
            // A run that failed before it held anything has left its outage open, and only a person can go on.
            if (ExecutionNames.continues(start.execution(), last.get().execution())) {
                return last.get().resumed(start.execution());
            }
            throw new RefusedException(
                    Guard.LEASE_HELD,
                    "outage " + last.get().number() + " of " + name + " belongs to "
                            + last.get().execution(),
                    "look at the execution " + last.get().execution()
                            + "; this one is not needed, unless that one has failed: then start an execution named "
                            + ExecutionNames.next(last.get().execution()),
                    Map.of(Holders.OTHER_RUN, last.get().execution()));
        }
        last.filter(this::wasToBeContinued).ifPresent(this::refuseClosed);
        Duration cooldown = input.declared() ? Duration.ZERO : plan.outage().cooldown();
        Optional<Instant> until =
                last.flatMap(outage -> outage.cooledDownAt(cooldown)).filter(start.now()::isBefore);
        if (until.isPresent()) {
            throw new RefusedException(
                    Guard.COOLDOWN,
                    "the last run of " + name + " ended less than the plan's cooldown ago; it lasts until "
                            + until.get(),
                    "wait, or declare the outage: start with {\"plan\":\"" + name
                            + "\",\"declared\":true,\"reason\":\"<why>\"}");
        }
        return Outage.open(
                last.map(Outage::number).orElse(0L) + 1,
                start.execution(),
                start.startedAt(),
                start.now(),
                Evidence.byHand(input.declared(), input.reason()));
    }

    /** Whether this execution has the name of one that goes on with a run, and that run has ended for good. */
    private boolean wasToBeContinued(Outage last) {
        return last.isClosed() && ExecutionNames.continues(start.execution(), last.execution());
    }

    private void refuseClosed(Outage last) {
        throw new RefusedException(
                Guard.RUN_CLOSED,
                "the run " + last.execution() + " of " + name + " ended as " + last.end() + " at " + last.endedAt()
                        + "; there is nothing to go on with",
                "read its report, which says what to do next; to fail over anew, start an execution with a name of its"
                        + " own: {\"plan\":\"" + name + "\",\"declared\":true,\"reason\":\"<why>\"}",
                Map.of(Holders.OTHER_RUN, last.execution(), "ended", last.end()));
    }

    /** The new epoch, greater than every one that any of the leases has seen. */
    private Epoch takeClusters(Plan plan, Optional<Tenure> before, boolean resumes, List<JournalTable.Write> writes) {
        Map<GlobalClusterId, Optional<ClusterTenure>> clusters = new TreeMap<>();
        if (start.purpose().holdsClusters()) {
            for (GlobalClusterId cluster : plan.globalClusters()) {
                clusters.put(cluster, table.get(Keys.lease(cluster)).map(ClusterTenure::of));
            }
        }
        long last = before.map(tenure -> tenure.epoch().number()).orElse(0L);
        for (Optional<ClusterTenure> cluster : clusters.values()) {
            last = Math.max(last, cluster.map(tenure -> tenure.epoch().number()).orElse(0L));
        }
        Epoch epoch = resumes ? before.orElseThrow().epoch() : new Epoch(last + 1);
        clusters.forEach((cluster, tenure) -> {
            tenure.filter(held -> !isTakenWith(held, before)).ifPresent(held -> requireFree(cluster, held, epoch));
            ClusterTenure next = new ClusterTenure(name, epoch, start.execution(), start.now(), Tenure.State.HELD);
            writes.add(new JournalTable.Write.Put(
                    next.item(Keys.lease(cluster)),
                    tenure.<JournalTable.Condition>map(ClusterTenure::condition)
                            .orElse(new JournalTable.Condition.Absent())));
        });
        return epoch;
    }

    /** A plan is taken over together with the clusters that its run held. */
    private boolean isTakenWith(ClusterTenure held, Optional<Tenure> before) {
        return before.filter(tenure -> tenure.isTakenBy(start.execution()))
                .filter(tenure -> held.plan().equals(name) && held.epoch().equals(tenure.epoch()))
                .isPresent();
    }

    private void requireFree(GlobalClusterId cluster, ClusterTenure held, Epoch epoch) {
        boolean ours = held.plan().equals(name) && held.epoch().equals(epoch);
        if (held.state() != Tenure.State.RELEASED && !ours) {
            throw new RefusedException(
                    Guard.LEASE_HELD,
                    "global cluster " + cluster + " is held by " + held.holder() + " of plan " + held.plan(),
                    "look at that execution; two plans must not promote the same database");
        }
    }

    private boolean isOurs(Tenure tenure) {
        return tenure.isHeldBy(tenure.epoch(), start.execution()) && tenure.state() != Tenure.State.TAKEN;
    }

    private static JournalTable.Condition asRead(Optional<Tenure> tenure) {
        return tenure.<JournalTable.Condition>map(Tenure::condition).orElse(new JournalTable.Condition.Absent());
    }

    private Optional<Tenure> tenure() {
        return table.get(Keys.lease(name)).map(Tenure::of);
    }

    private Optional<Outage> outage() {
        return new OutageCounter(table).newest(name);
    }

    /** What the outage's item says about its announcement. */
    private static final class Evidence {
        static String byHand(boolean declared, String reason) {
            Map<String, Object> evidence = new TreeMap<>();
            evidence.put("trigger", "console");
            evidence.put("declared", declared);
            evidence.put("reason", reason);
            return Entry.body(evidence);
        }

        static boolean isDeclared(String evidence) {
            JsonNode facts = Entry.facts(evidence);
            return facts.path("declared").asBoolean(false);
        }
    }
}
