package dev.pilotlight.journal;

import com.fasterxml.jackson.databind.node.MissingNode;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.PlanName;
import dev.pilotlight.plan.PlanReader;
import dev.pilotlight.report.Notices;
import dev.pilotlight.report.Report;
import dev.pilotlight.report.Reports;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.RetryableConflictException;
import dev.pilotlight.step.RetryableUnavailableException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Closes the record of a run whose execution has ended without doing so itself: it was stopped, it timed out, or it
 * broke where no state can catch it (invariant L1). The run then needs a person, who finds why and what next in the
 * journal and in a report. A run that is going on, that has closed its own record, or that another one has taken over,
 * is left alone; being told again changes nothing.
 */
public final class CloseAbandonedRun {
    private static final int ATTEMPTS = 5;

    private final Plans plans;
    private final JournalTable table;
    private final RunningExecutions executions;
    private final Reporting reporting;

    /**
     * Over one deployment.
     *
     * @param topic the ARN of the deployment's topic, for plans that name none
     */
    public CloseAbandonedRun(
            Plans plans,
            JournalTable table,
            RunningExecutions executions,
            Reports reports,
            Notices notices,
            String topic) {
        this.plans = plans;
        this.table = table;
        this.executions = executions;
        this.reporting = new Reporting(reports, notices, topic);
    }

    /**
     * Deals with one event.
     *
     * @return done, with the plans whose run was closed
     */
    Outcome close(AbandonedRun run, Instant now) {
        List<String> closed = new ArrayList<>();
        if (run.endedWithoutSuccess() && !executions.isRunning(run.arn())) {
            for (PlanName plan : plans.names()) {
                if (closeFor(plan, run, now)) {
                    closed.add(plan.value());
                }
            }
        }
        return Outcome.done(Map.of("execution", run.execution(), "closed", closed));
    }

    /**
     * Looks after every plan whose lease is held by an execution that does not run any more: an event can be lost.
     *
     * @return done, with the plans whose run was closed
     */
    Outcome sweep(Instant now) {
        List<String> closed = new ArrayList<>();
        for (PlanName plan : plans.names()) {
            Optional<AbandonedRun> lost = table.get(Keys.lease(plan)).map(Tenure::of).stream()
                    .filter(held -> held.state() == Tenure.State.HELD)
                    .flatMap(held ->
                            arn(plan, held).stream().map(arn -> new AbandonedRun(arn, held.holder(), "no success", "")))
                    .filter(run -> !executions.isRunning(run.arn()))
                    .findFirst();
            if (lost.isPresent() && closeFor(plan, lost.get(), now)) {
                closed.add(plan.value());
            }
        }
        return Outcome.done(Map.of("closed", closed));
    }

    private Optional<String> arn(PlanName plan, Tenure held) {
        return Journal.executionArn(Journal.history(table, plan, held.epoch()), held.holder());
    }

    private boolean closeFor(PlanName plan, AbandonedRun run, Instant now) {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Optional<Tenure> tenure = table.get(Keys.lease(plan)).map(Tenure::of);
            if (tenure.filter(held -> held.isHeldBy(held.epoch(), run.execution()))
                    .isEmpty()) {
                return withdraw(plan, run, tenure, now);
            }
            Tenure held = tenure.get();
            List<Entry> history = Journal.history(table, plan, held.epoch());
            if (!isOpenedBy(run, history)) {
                return false;
            }
            if (held.state() == Tenure.State.ABANDONED || isAbandoned(plan, run, held, now)) {
                report(plan, run, held, now);
                return true;
            }
        }
        throw new RetryableConflictException("others wrote to the journal of " + plan + " at the same time, " + ATTEMPTS
                + " times in a row; call the function again");
    }

    /** Two machines can have executions of the same name. */
    private static boolean isOpenedBy(AbandonedRun run, List<Entry> history) {
        return Journal.executionArn(history, run.execution())
                .map(arn -> arn.equals(run.arn()))
                .orElse(true);
    }

    private boolean isAbandoned(PlanName plan, AbandonedRun run, Tenure held, Instant now) {
        Map<String, Object> facts = new TreeMap<>();
        facts.put("verdict", Verdict.NEEDS_HUMAN.name());
        facts.put("guard", run.status());
        facts.put("why", run.why());
        Entry entry = new Entry(
                plan,
                held.epoch(),
                held.sequence() + 1,
                now,
                run.execution(),
                Entry.ABANDONED,
                Entry.body(facts),
                held.head());
        // Only a failover leaves something behind that nobody may touch before a person has looked.
        Tenure.State state = held.purpose().holdsClusters() ? Tenure.State.ABANDONED : Tenure.State.RELEASED;
        List<JournalTable.Write> writes = new ArrayList<>();
        new OutageCounter(table)
                .newest(plan)
                .filter(outage -> held.purpose() == Purpose.FAILOVER)
                .filter(outage -> outage.state() == Outage.State.OPEN
                        && outage.execution().equals(run.execution()))
                .ifPresent(outage -> writes.add(new JournalTable.Write.Put(
                        outage.closed(now, Verdict.NEEDS_HUMAN.name()).item(plan), outage.condition())));
        writes.add(new JournalTable.Write.Put(held.after(entry).in(state).item(Keys.lease(plan)), held.condition()));
        writes.add(new JournalTable.Write.Put(entry.item(), new JournalTable.Condition.Absent()));
        return isCommitted(writes, entry);
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

    /** An announced run that never held anything: the next alarm must be able to announce the outage again. */
    private boolean withdraw(PlanName plan, AbandonedRun run, Optional<Tenure> tenure, Instant now) {
        Optional<Outage> outage = new OutageCounter(table)
                .newest(plan)
                .filter(announced -> announced.state() == Outage.State.OPEN)
                .filter(announced -> announced.execution().equals(run.execution()))
                .filter(announced -> tenure.isEmpty() || !tenure.get().holder().equals(run.execution()));
        if (outage.isEmpty()) {
            return false;
        }
        JournalTable.Item closed = outage.get().closed(now, Outage.REFUSED).item(plan);
        return table.commit(
                        List.of(new JournalTable.Write.Put(closed, outage.get().condition())), Tokens.of(closed))
                == JournalTable.Commit.COMMITTED;
    }

    private void report(PlanName name, AbandonedRun run, Tenure held, Instant now) {
        List<Entry> history = Journal.history(table, name, held.epoch());
        Entry first = history.getFirst();
        String version = first.facts().path("planVersion").asText();
        Plan plan = PlanReader.read(plans.version(name, version)
                .orElseThrow(() -> new BrokenJournalException(
                        "version " + version + " of plan " + name + ", which the run has pinned, is gone"))
                .document());
        Entry last = history.reversed().stream()
                .filter(entry -> entry.kind().equals(Entry.ABANDONED))
                .findFirst()
                .orElse(history.getLast());
        Report report = reporting.report(new Reporting.Ended(
                plan,
                run.execution(),
                run.arn(),
                held.epoch(),
                first.at(),
                last.at().isAfter(now) ? now : last.at(),
                Verdict.NEEDS_HUMAN,
                run.status(),
                run.why(),
                Optional.empty(),
                history,
                false,
                MissingNode.getInstance()));
        reporting.tell(plan, report);
        reporting.store(report);
    }
}
