package dev.pilotlight.journal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.pilotlight.plan.GlobalClusterId;
import dev.pilotlight.report.Notices;
import dev.pilotlight.report.Report;
import dev.pilotlight.report.Reports;
import dev.pilotlight.step.BrokenInputException;
import dev.pilotlight.step.Guard;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.RetryableConflictException;
import dev.pilotlight.step.RetryableException;
import dev.pilotlight.step.RetryableUnavailableException;
import dev.pilotlight.step.Run;
import dev.pilotlight.step.StepRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The last step of every run: closes the outage, releases the leases or keeps them for a person, and tells people.
 * Called again, it tells them again and changes nothing else; the first verdict stands. A report that cannot be stored
 * changes no verdict either: the journal holds what it would say.
 */
public final class CloseRecord {
    private static final int ATTEMPTS = 5;

    /** How long people wait for the message when the report cannot be stored: what is done is done without it. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final JournalTable table;
    private final Reporting reporting;

    /**
     * A step for one deployment.
     *
     * @param topic the ARN of the deployment's topic, for plans that name none
     */
    public CloseRecord(JournalTable table, Reports reports, Notices notices, String topic) {
        this.table = table;
        this.reporting = new Reporting(reports, notices, topic);
    }

    /**
     * Closes a run.
     *
     * @param request with {@code verdict}, and, if they are known, {@code guard}, {@code why}, {@code states},
     *     {@code outageBegan} and {@code executionArn}
     * @return done, with the verdict that stands, the report's key and the time without service so far
     */
    public Outcome advance(StepRequest request) {
        Run run = request.run();
        Optional<Entry> closing = close(request);
        JsonNode facts = closing.map(Entry::facts).orElse(MissingNode.getInstance());
        List<Entry> history = Journal.history(table, run.plan(), run.epoch());
        Report report = reporting.report(new Reporting.Ended(
                request.plan(),
                run.execution(),
                request.optionalText("executionArn").orElse(""),
                run.epoch(),
                run.startedAt(),
                closing.map(Entry::at).orElse(request.now()),
                Verdict.valueOf(facts.path("verdict").asText(verdict(request).name())),
                facts.path("guard").asText(""),
                facts.path("why").asText(""),
                request.optionalText("outageBegan").map(began -> request.time("outageBegan")),
                history,
                isHalfwayHome(run, history),
                request.arguments().path("states")));
        Optional<String> unstored;
        try {
            unstored = reporting.store(report);
        } catch (RetryableException later) {
            if (request.now().isBefore(request.since().plus(PATIENCE))) {
                return new Outcome.Pending(
                        "the record is closed, and its report not stored yet: " + later.getMessage());
            }
            unstored = Optional.of(String.valueOf(later.getMessage()));
        }
        Map<String, Object> evidence = new TreeMap<>();
        evidence.put("verdict", report.verdict());
        evidence.put("guard", report.guard());
        evidence.put("why", report.why());
        evidence.put("report", report.key());
        unstored.ifPresent(why -> evidence.put("reportMissing", why));
        evidence.put("rtoSeconds", report.rto().toSeconds());
        evidence.put("trafficMoved", report.trafficMoved());
        evidence.put("next", report.next());
        evidence.put("superseded", closing.isEmpty());
        evidence.put("notified", reporting.tell(request.plan(), report));
        return Outcome.done(evidence);
    }

    /** Whether the databases are at home, and visitors may not be, when this run has done nothing about either. */
    private boolean isHalfwayHome(Run run, List<Entry> history) {
        return switch (Journal.purpose(history)) {
            case FAILOVER -> Journal.hasGivenUp(history);
            case FAILBACK ->
                !Journal.isPastNoReturn(history)
                        && Journal.isHalfwayHome(Journal.before(table, run.plan(), run.epoch()));
            case SYNC_IMAGES, DRILL, RETIRE_OLD_DATA -> false;
        };
    }

    /**
     * How the run really ended: nothing is safe while nobody knows what became of an act, or after one that cannot be
     * taken back.
     */
    private Ending ending(StepRequest request) {
        Ending asked = new Ending(
                verdict(request),
                request.optionalText("guard").orElse(""),
                request.optionalText("why").orElse(""));
        return switch (asked.verdict()) {
            case SUCCEEDED, NEEDS_HUMAN -> asked;
            case STOOD_DOWN, SAFE_ABORTED -> {
                List<Entry> history = Journal.history(
                        table, request.run().plan(), request.run().epoch());
                List<Deed> open = Deeds.in(history).stream().filter(Deed::open).toList();
                if (open.isEmpty() && !Journal.isPastNoReturn(history)) {
                    yield asked;
                }
                String what = open.isEmpty()
                        ? "the point of no return had been passed"
                        : "nobody knows what became of "
                                + open.stream().limit(5).map(CloseRecord::words).collect(Collectors.joining(", "));
                yield new Ending(
                        Verdict.NEEDS_HUMAN,
                        Guard.UNSETTLED.name(),
                        "the run was to end as " + asked.verdict() + " (" + asked.guard() + ": " + asked.why()
                                + "), but " + what);
            }
        };
    }

    private static String words(Deed deed) {
        return deed.act().kind() + " of " + deed.act().target();
    }

    private record Ending(Verdict verdict, String guard, String why) {}

    /** The entry that closes the run; none when a later epoch has taken over, which closes for itself. */
    private Optional<Entry> close(StepRequest request) {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Optional<Tenure> tenure =
                    table.get(Keys.lease(request.run().plan())).map(Tenure::of);
            if (tenure.isEmpty()
                    || !tenure.get()
                            .isHeldBy(request.run().epoch(), request.run().execution())) {
                return closedBefore(request.run());
            }
            Optional<Entry> entry = attempt(request, ending(request), tenure.get());
            if (entry.isPresent()) {
                return entry;
            }
        }
        throw new RetryableConflictException("others wrote to the journal of "
                + request.run().plan() + " at the same time, " + ATTEMPTS + " times in a row; call the step again");
    }

    private static Verdict verdict(StepRequest request) {
        String word = request.text("verdict");
        return Arrays.stream(Verdict.values())
                .filter(verdict -> verdict.name().equals(word))
                .findFirst()
                .orElseThrow(
                        () -> new BrokenInputException("verdict: no such verdict; the state machine must pass one of "
                                + Arrays.toString(Verdict.values())));
    }

    private Optional<Entry> closedBefore(Run run) {
        return Journal.entries(table, run.plan(), run.epoch()).reversed().stream()
                .filter(entry -> entry.kind().equals(Entry.CLOSED) && entry.by().equals(run.execution()))
                .findFirst();
    }

    private Optional<Entry> attempt(StepRequest request, Ending ending, Tenure tenure) {
        Run run = request.run();
        Verdict verdict = ending.verdict();
        Map<String, Object> facts = new TreeMap<>();
        facts.put("verdict", verdict.name());
        facts.put("guard", ending.guard());
        Guard.phraseOf(ending.guard()).ifPresent(phrase -> facts.put("phrase", phrase));
        facts.put("why", ending.why());
        Entry entry = new Entry(
                run.plan(),
                run.epoch(),
                tenure.sequence() + 1,
                request.now(),
                run.execution(),
                Entry.CLOSED,
                Entry.body(facts),
                tenure.head());
        // Only a failover leaves something behind that nobody may touch before a person has looked.
        boolean kept = verdict == Verdict.NEEDS_HUMAN && tenure.purpose().holdsClusters();
        Tenure.State state = kept ? Tenure.State.KEPT : Tenure.State.RELEASED;
        List<JournalTable.Write> writes = new ArrayList<>();
        if (tenure.purpose() == Purpose.FAILOVER) {
            closeOutage(request, verdict, writes);
        }
        if (tenure.purpose().holdsClusters()) {
            releaseClusters(request, state, writes);
        }
        writes.add(new JournalTable.Write.Put(
                tenure.after(entry).in(state).item(Keys.lease(run.plan())), tenure.condition()));
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

    private void closeOutage(StepRequest request, Verdict verdict, List<JournalTable.Write> writes) {
        outage(request.run())
                .filter(Outage::isUnfinished)
                .filter(outage -> outage.execution().equals(request.run().execution()))
                .ifPresent(outage -> writes.add(new JournalTable.Write.Put(
                        outage.closed(request.now(), verdict.name())
                                .item(request.run().plan()),
                        outage.condition())));
    }

    private void releaseClusters(StepRequest request, Tenure.State state, List<JournalTable.Write> writes) {
        Run run = request.run();
        for (GlobalClusterId cluster : request.plan().globalClusters()) {
            table.get(Keys.lease(cluster))
                    .filter(item -> ClusterTenure.isHeldBy(item, run.plan(), run.epoch(), run.execution()))
                    .map(ClusterTenure::of)
                    .ifPresent(held -> writes.add(
                            new JournalTable.Write.Put(held.in(state).item(Keys.lease(cluster)), held.condition())));
        }
    }

    private Optional<Outage> outage(Run run) {
        return new OutageCounter(table).newest(run.plan());
    }
}
