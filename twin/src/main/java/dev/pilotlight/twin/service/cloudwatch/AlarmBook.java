package dev.pilotlight.twin.service.cloudwatch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** The alarms of all Regions and the states they are in. */
final class AlarmBook {
    private final String account;
    private final SortedMap<String, SortedMap<String, Entry>> regions = new TreeMap<>();

    AlarmBook(String account) {
        this.account = account;
    }

    /**
     * One alarm.
     *
     * @param configured when it was last put
     */
    record Entry(String arn, Alarm alarm, AlarmState state, Instant configured) {}

    /** Creates an alarm, or replaces one and keeps its state. */
    synchronized void put(String region, Alarm alarm, Instant now) {
        String arn = "arn:aws:cloudwatch:" + region + ":" + account + ":alarm:" + alarm.name();
        AlarmState state = find(region, alarm.name()).map(Entry::state).orElseGet(() -> AlarmState.initial(now));
        alarms(region).put(alarm.name(), new Entry(arn, alarm, state, now));
    }

    /** Forgets an alarm; false when there was none. */
    synchronized boolean remove(String region, String name) {
        return alarms(region).remove(name) != null;
    }

    synchronized Optional<Entry> find(String region, String name) {
        return Optional.ofNullable(alarms(region).get(name));
    }

    /** The alarms of a Region by name. */
    synchronized List<Entry> all(String region) {
        return List.copyOf(alarms(region).values());
    }

    /** Changes how an alarm acts; its state stays. */
    synchronized void configure(String region, String name, UnaryOperator<Alarm> change) {
        alarms(region)
                .computeIfPresent(
                        name,
                        (_, old) -> new Entry(old.arn(), change.apply(old.alarm()), old.state(), old.configured()));
    }

    /** Puts an alarm into a state; empty when it was in it already, or is gone. */
    synchronized Optional<AlarmChange> enter(String region, String name, AlarmState state) {
        return find(region, name).flatMap(entry -> enter(region, entry, state));
    }

    /** Judges every alarm of a Region anew. */
    synchronized List<AlarmChange> evaluate(String region, MetricStore store, Instant now) {
        List<AlarmChange> changes = new ArrayList<>();
        for (Entry entry : all(region)) {
            AlarmEvaluation evaluation = AlarmEvaluation.of(entry.alarm(), store, region, now);
            evaluation
                    .verdict()
                    .filter(verdict -> verdict != entry.state().value())
                    .map(verdict -> AlarmReason.explain(evaluation, verdict))
                    .flatMap(state -> enter(region, entry, state))
                    .ifPresent(changes::add);
        }
        return changes;
    }

    private Optional<AlarmChange> enter(String region, Entry entry, AlarmState state) {
        alarms(region).put(entry.alarm().name(), new Entry(entry.arn(), entry.alarm(), state, entry.configured()));
        return entry.state().value() == state.value()
                ? Optional.empty()
                : Optional.of(new AlarmChange(region, account, entry.arn(), entry.alarm(), entry.state(), state));
    }

    private SortedMap<String, Entry> alarms(String region) {
        return regions.computeIfAbsent(region, _ -> new TreeMap<>());
    }
}
