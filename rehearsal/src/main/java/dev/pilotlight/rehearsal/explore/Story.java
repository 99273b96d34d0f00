package dev.pilotlight.rehearsal.explore;

import dev.pilotlight.rehearsal.truth.JournalView;
import dev.pilotlight.twin.states.ExecutionIdentity;
import dev.pilotlight.twin.states.history.EventType;
import dev.pilotlight.twin.states.history.HistoryEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A performance told to a person: every state, call and incident in the order of time, then the journal. */
final class Story {
    private final List<Line> lines = new ArrayList<>();

    private record Line(Instant at, int order, String text) {}

    void line(Instant at, String text) {
        lines.add(new Line(at, lines.size(), "       " + at + "  * " + text));
    }

    void heard(ExecutionIdentity execution, HistoryEvent event) {
        boolean entered = event.type().name().endsWith("STATE_ENTERED");
        if (entered || event.type() == EventType.EXECUTION_FAILED) {
            line(event.timestamp(), execution.name() + ": " + (entered ? event.name() : "the execution fails"));
        }
    }

    /** Everything in order. */
    List<String> told(List<Exchange> exchanges, JournalView journal) {
        List<String> told = told(exchanges);
        journal.entries()
                .forEach(entry -> told.add(
                        "       " + entry.key() + " " + entry.kind() + " by " + entry.by() + " " + entry.body()));
        return told;
    }

    /** Everything until it broke, and how; a journal in such a world may not even be readable. */
    List<String> brokenOff(List<Exchange> exchanges, Breakdown breakdown) {
        List<String> told = told(exchanges);
        told.addAll(breakdown.trace());
        return told;
    }

    private List<String> told(List<Exchange> exchanges) {
        List<Line> all = new ArrayList<>(lines);
        exchanges.forEach(exchange -> all.add(new Line(exchange.at(), exchange.index(), exchange.toString())));
        return new ArrayList<>(all.stream()
                .sorted(Comparator.comparing(Line::at))
                .map(Line::text)
                .toList());
    }
}
