package dev.pilotlight.journal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.pilotlight.plan.GlobalClusterId;
import dev.pilotlight.plan.Plan;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The last step of every run: closes the outage, releases the leases or keeps them for a person, and tells people.
 * Called again, it tells them again and changes nothing else; the first verdict stands.
 */
public final class CloseRecord {
    private static final int ATTEMPTS = 5;

    private final JournalTable table;
    private final Reports reports;
    private final Notices notices;
    private final String topic;

    /**
     * A step for one deployment.
     *
     * @param topic the ARN of the deployment's topic, for plans that name none
     */
    public CloseRecord(JournalTable table, Reports reports, Notices notices, String topic) {
        this.table = table;
        this.reports = reports;
        this.notices = notices;
        this.topic = topic;
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
        List<Entry> entries = Journal.entries(table, run.plan(), run.epoch());
        Report report = report(request, closing, entries);
        reports.store(report);
        Map<String, Object> evidence = new TreeMap<>();
        evidence.put("verdict", report.verdict());
        evidence.put("report", report.key());
        evidence.put("rtoSeconds", report.rto().toSeconds());
        evidence.put("trafficMoved", report.trafficMoved());
        evidence.put("next", report.next());
        evidence.put("superseded", closing.isEmpty());
        evidence.put("notified", isNotified(request.plan(), report));
        return Outcome.done(evidence);
    }

    /** The entry that closes the run; none when a later epoch has taken over, which closes for itself. */
    private Optional<Entry> close(StepRequest request) {
        Verdict verdict = verdict(request);
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Optional<Tenure> tenure =
                    table.get(Keys.lease(request.run().plan())).map(Tenure::of);
            if (tenure.isEmpty()
                    || !tenure.get()
                            .isHeldBy(request.run().epoch(), request.run().execution())) {
                return closedBefore(request.run());
            }
            Optional<Entry> entry = attempt(request, verdict, tenure.get());
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

    private Optional<Entry> attempt(StepRequest request, Verdict verdict, Tenure tenure) {
        Run run = request.run();
        Map<String, Object> facts = new TreeMap<>();
        facts.put("verdict", verdict.name());
        request.optionalText("guard").ifPresent(guard -> {
            facts.put("guard", guard);
            Guard.phraseOf(guard).ifPresent(phrase -> facts.put("phrase", phrase));
        });
        request.optionalText("why").ifPresent(why -> facts.put("why", why));
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
                .filter(outage -> outage.state() == Outage.State.OPEN)
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

    private static Report report(StepRequest request, Optional<Entry> closing, List<Entry> entries) {
        Run run = request.run();
        JsonNode facts = closing.map(Entry::facts).orElse(MissingNode.getInstance());
        String verdict = facts.path("verdict").asText(verdict(request).name());
        String guard = facts.path("guard").asText("");
        Instant ended = closing.map(Entry::at).orElse(request.now());
        Instant began = request.optionalText("outageBegan").isPresent()
                ? request.time("outageBegan")
                : Journal.outageBegan(entries).orElse(run.startedAt());
        Optional<Instant> moved = Journal.trafficMovedAt(entries);
        Duration rto = Duration.between(began, moved.orElse(ended));
        return new Report(
                run.plan().value(),
                run.execution(),
                run.epoch().number(),
                verdict,
                guard,
                facts.path("why").asText(""),
                began,
                run.startedAt(),
                ended,
                rto.isNegative() ? Duration.ZERO : rto,
                moved.isPresent(),
                request.plan().objectives().rto(),
                entries.stream()
                        .map(entry ->
                                new Report.Event(entry.sequence(), entry.at(), entry.by(), entry.kind(), entry.facts()))
                        .toList(),
                request.arguments().path("states"),
                NextSteps.after(Journal.purpose(entries), verdict, guard, request));
    }

    private boolean isNotified(Plan plan, Report report) {
        String to = plan.topicOr(topic);
        for (int attempt = 1; attempt <= 2; attempt++) {
            if (isPublished(to, report)) {
                return true;
            }
        }
        return false;
    }

    /** A site that is served again must not count as failed because a message could not be sent. */
    private boolean isPublished(String to, Report report) {
        try {
            notices.publish(to, report.notice());
            return true;
        } catch (RetryableException passing) {
            return false;
        }
    }
}
