package dev.pilotlight.journal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.report.Notices;
import dev.pilotlight.report.Report;
import dev.pilotlight.report.Reports;
import dev.pilotlight.step.BrokenConfigurationException;
import dev.pilotlight.step.Epoch;
import dev.pilotlight.step.RetryableException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Writes down how a run ended, and tells people.
 *
 * @param topic the ARN of the deployment's topic, for plans that name none
 */
record Reporting(Reports reports, Notices notices, String topic) {

    /**
     * A run that has ended.
     *
     * @param executionArn its ARN, or empty when it is not known
     * @param outageBegan when the primary failed, if the state machine knows better than the journal
     */
    record Ended(
            Plan plan,
            String execution,
            String executionArn,
            Epoch epoch,
            Instant startedAt,
            Instant endedAt,
            Verdict verdict,
            String guard,
            String why,
            Optional<Instant> outageBegan,
            List<Entry> history,
            boolean halfwayHome,
            JsonNode states) {}

    Report report(Ended run) {
        Instant began = run.outageBegan()
                .or(() -> Journal.outageBegan(run.history()))
                .or(() -> Journal.switchedOverAt(run.history()))
                .orElse(run.startedAt());
        Optional<Instant> moved = Journal.trafficMovedAt(run.history());
        Duration rto = Duration.between(began, moved.orElse(run.endedAt()));
        return new Report(
                run.plan().plan().value(),
                run.execution(),
                run.epoch().number(),
                run.verdict().name(),
                run.guard(),
                run.why(),
                began,
                run.startedAt(),
                run.endedAt(),
                Journal.purpose(run.history()) == Purpose.FAILOVER,
                rto.isNegative() ? Duration.ZERO : rto,
                moved.isPresent(),
                run.plan().objectives().rto(),
                run.history().stream()
                        .map(entry ->
                                new Report.Event(entry.sequence(), entry.at(), entry.by(), entry.kind(), entry.facts()))
                        .toList(),
                run.states(),
                new NextSteps(
                                run.plan(),
                                run.execution(),
                                run.executionArn(),
                                Journal.openedArn(run.history()),
                                Journal.snapshots(run.history()),
                                run.halfwayHome())
                        .after(Journal.purpose(run.history()), run.verdict(), run.guard()));
    }

    /**
     * Writes a report down.
     *
     * @return why that is not possible, as far as calling again would not help; empty when it is stored
     * @throws RetryableException when calling again may help
     */
    Optional<String> store(Report report) {
        try {
            reports.store(report);
            return Optional.empty();
        } catch (BrokenConfigurationException refused) {
            return Optional.of(String.valueOf(refused.getMessage()));
        }
    }

    /** Whether people were told. */
    boolean tell(Plan plan, Report report) {
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
        } catch (RetryableException | BrokenConfigurationException missed) {
            return false;
        }
    }
}
