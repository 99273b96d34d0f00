package dev.pilotlight.approval;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pilotlight.journal.Deeds;
import dev.pilotlight.journal.Question;
import dev.pilotlight.plan.Database;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.step.Outcome.Refused;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a person has to know before saying yes or no to a promotion. The same facts make the same briefing, whenever it
 * is written: nothing in it is about when something was looked at.
 */
record Briefing(Plan plan, Facts facts, Deeds deeds, List<Refused> doubts) {

    Map<String, Object> shown() {
        Map<String, Object> shown = new TreeMap<>();
        shown.put(
                "what",
                "promote " + plan.databases().stream().map(Database::name).toList() + " in "
                        + plan.regions().recovery() + ", then move the traffic there; it cannot be undone");
        shown.put(
                "because",
                doubts.stream()
                        .map(doubt -> Question.reason(doubt.guard(), doubt.why()))
                        .toList());
        shown.put("loss", facts.losses(plan));
        shown.put(
                "fence",
                facts.fencePossible()
                        ? "will be tried; a yes also holds when it cannot be confirmed"
                        : "not possible: the old primary may go on taking writes");
        shown.put("recoveryRegion", plan.regions().recovery() + " is able to take over");
        shown.put("signals", signals());
        return shown;
    }

    /** How each signal voted when the outage was confirmed. */
    private List<String> signals() {
        List<Deeds.Note> votes = deeds.notes("signal");
        return votes.isEmpty()
                ? List.of()
                : votes.getLast()
                        .body()
                        .path("votes")
                        .valueStream()
                        .map(Briefing::vote)
                        .toList();
    }

    private static String vote(JsonNode vote) {
        return vote.path("signal").asText() + " " + vote.path("verdict").asText();
    }
}
