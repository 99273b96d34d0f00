package dev.pilotlight.outage;

import dev.pilotlight.database.ReplicationLag;
import dev.pilotlight.journal.BrokenJournalException;
import dev.pilotlight.journal.JournalTable;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.SignalSource;
import dev.pilotlight.site.Web;
import dev.pilotlight.step.BrokenConfigurationException;
import dev.pilotlight.step.RetryableException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Asks every signal of a plan once. An error of our own call makes a vote unknown, never unhealthy (S13). */
public final class Signals {
    private final Alarms alarms;
    private final Web web;
    private final ReplicationLag lag;
    private final JournalTable table;

    /**
     * The signals behind these ports.
     *
     * @param table in which witnesses report, and in which events of AWS Health are kept
     */
    public Signals(Alarms alarms, Web web, ReplicationLag lag, JournalTable table) {
        this.alarms = alarms;
        this.web = web;
        this.lag = lag;
        this.table = table;
    }

    /** The votes, in the plan's order, and whether our own way to the internet works. */
    public Poll ask(Plan plan, Instant now) {
        Optional<String> controlSilent = switch (web.get(plan.outage().control().url())) {
            case Web.Answer.Responded _ -> Optional.empty();
            case Web.Answer.Silent silent -> Optional.of(silent.why());
        };
        List<Vote> votes = plan.outage().signals().stream()
                .map(source -> vote(source, plan, controlSilent.isEmpty(), now))
                .toList();
        return new Poll(votes, controlSilent);
    }

    private Vote vote(SignalSource source, Plan plan, boolean controlAnswers, Instant now) {
        try {
            return switch (source) {
                case SignalSource.AlarmSignal alarm -> alarmVote(alarm);
                case SignalSource.HttpSignal http -> new HttpVote(web).of(http, controlAnswers);
                case SignalSource.ReplicationSignal stream ->
                    new ReplicationVote(lag).of(stream, plan.databases(), now);
                case SignalSource.WitnessSignal witness -> new WitnessVote(table).of(witness, plan, now);
                case SignalSource.AwsHealthSignal health -> new HealthVote(table).of(health, plan, now);
            };
        } catch (RetryableException | BrokenConfigurationException | BrokenJournalException ours) {
            return Vote.unknown(source.name(), source.vantage(), "our own call failed: " + ours.getMessage());
        }
    }

    private Vote alarmVote(SignalSource.AlarmSignal signal) {
        Optional<Alarms.Reading> found = alarms.read(signal.alarm());
        if (found.isEmpty()) {
            return Vote.unknown(
                    signal.name(),
                    signal.vantage(),
                    "there is no alarm " + signal.alarm().name());
        }
        Alarms.Reading reading = found.get();
        String why = "the alarm " + signal.alarm().name() + " is in " + reading.state();
        return switch (reading.state()) {
            case "ALARM" -> Vote.unhealthy(signal.name(), signal.vantage(), why).since(reading.began());
            case "OK" -> Vote.healthy(signal.name(), signal.vantage(), why);
            default -> Vote.unknown(signal.name(), signal.vantage(), why);
        };
    }

    /**
     * What the signals said at one moment.
     *
     * @param controlSilent why the control target did not answer; empty when it did
     */
    public record Poll(List<Vote> votes, Optional<String> controlSilent) {
        public Poll {
            votes = List.copyOf(votes);
        }
    }
}
