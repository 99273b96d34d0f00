package dev.pilotlight.outage;

import dev.pilotlight.aws.Surroundings;
import dev.pilotlight.database.CloudWatchReplicationLag;
import dev.pilotlight.database.Heartbeat;
import dev.pilotlight.database.ReplicationLag;
import dev.pilotlight.journal.BrokenJournalException;
import dev.pilotlight.journal.DynamoJournalTable;
import dev.pilotlight.journal.JournalTable;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.RegionName;
import dev.pilotlight.plan.SignalSource;
import dev.pilotlight.site.HttpWeb;
import dev.pilotlight.site.Web;
import dev.pilotlight.step.BrokenConfigurationException;
import dev.pilotlight.step.RetryableException;
import dev.pilotlight.step.RetryableUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Asks every signal of a plan once, one after another. An error of our own call makes a vote unknown, never unhealthy
 * (S13). However many of them hang, all together take no longer than a function may run: a Region whose alarms do not
 * answer is asked once, and what is not reached within the budget does not vote.
 */
public final class Signals {
    /** A function may run for 30 s; the last call that begins within the budget, and the journal, need their share. */
    static final Duration BUDGET = Duration.ofSeconds(15);

    private final Alarms alarms;
    private final Web web;
    private final ReplicationLag lag;
    private final Heartbeat heartbeat;
    private final JournalTable table;
    private final LongSupplier nanoTime;

    /**
     * The signals behind these ports.
     *
     * @param table in which witnesses report, and in which events of AWS Health are kept
     * @param nanoTime a monotonic clock in nanoseconds
     */
    public Signals(
            Alarms alarms,
            Web web,
            ReplicationLag lag,
            Heartbeat heartbeat,
            JournalTable table,
            LongSupplier nanoTime) {
        this.alarms = alarms;
        this.web = web;
        this.lag = lag;
        this.heartbeat = heartbeat;
        this.table = table;
        this.nanoTime = nanoTime;
    }

    /** The signals of a deployment. */
    static Signals of(Surroundings surroundings) {
        CloudWatchReplicationLag metrics = new CloudWatchReplicationLag(surroundings.clients());
        return new Signals(
                new CloudWatchAlarms(surroundings.clients()),
                new HttpWeb(surroundings.sites(), surroundings.nanoTime()),
                metrics,
                metrics,
                new DynamoJournalTable(
                        surroundings.clients().dynamoDb(),
                        surroundings.settings().table()),
                surroundings.nanoTime());
    }

    /** The votes, in the plan's order, and whether our own way to the internet works. */
    public Poll ask(Plan plan, Instant now) {
        long deadline = nanoTime.getAsLong() + BUDGET.toNanos();
        Optional<String> controlSilent = switch (web.get(plan.outage().control().url())) {
            case Web.Answer.Responded _ -> Optional.empty();
            case Web.Answer.Silent silent -> Optional.of(silent.why());
        };
        Round round = new Round(plan, controlSilent.isEmpty(), now, new HashSet<>());
        List<Vote> votes = new ArrayList<>();
        for (SignalSource source : plan.outage().signals()) {
            votes.add(nanoTime.getAsLong() - deadline > 0 ? unasked(source) : vote(source, round));
        }
        return new Poll(votes, controlSilent);
    }

    /**
     * What all votes of one moment share.
     *
     * @param silentRegions where CloudWatch has not answered in this round
     */
    private record Round(Plan plan, boolean controlAnswers, Instant now, Set<RegionName> silentRegions) {}

    private static Vote unasked(SignalSource source) {
        return Vote.unknown(
                source.name(),
                source.vantage(),
                "it was not asked: those before it took longer than " + BUDGET.toSeconds() + " s");
    }

    private Vote vote(SignalSource source, Round round) {
        try {
            return switch (source) {
                case SignalSource.AlarmSignal alarm -> alarmVote(alarm, round.silentRegions());
                case SignalSource.HttpSignal http -> new HttpVote(web).of(http, round.controlAnswers());
                case SignalSource.ReplicationSignal stream ->
                    new ReplicationVote(lag, heartbeat).of(stream, round.plan().databases(), round.now());
                case SignalSource.WitnessSignal witness ->
                    new WitnessVote(table).of(witness, round.plan(), round.now());
                case SignalSource.AwsHealthSignal health -> new HealthVote(table).of(health, round.plan(), round.now());
            };
        } catch (RetryableException | BrokenConfigurationException | BrokenJournalException ours) {
            return Vote.unknown(source.name(), source.vantage(), "our own call failed: " + ours.getMessage());
        }
    }

    private Vote alarmVote(SignalSource.AlarmSignal signal, Set<RegionName> silentRegions) {
        RegionName region = signal.alarm().region();
        if (silentRegions.contains(region)) {
            return Vote.unknown(
                    signal.name(), signal.vantage(), "CloudWatch of " + region + " did not answer a moment ago");
        }
        try {
            return alarmVote(signal);
        } catch (RetryableUnavailableException silent) {
            silentRegions.add(region);
            throw silent;
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
