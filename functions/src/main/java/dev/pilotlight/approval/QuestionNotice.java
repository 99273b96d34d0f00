package dev.pilotlight.approval;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pilotlight.journal.Approval;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.report.Notice;
import java.util.Map;

/** A question as people are told it: what is asked, on which facts, until when, and how to answer. Never the token. */
final class QuestionNotice {
    /** Enough of a digest to name a question. */
    private static final int SHORT = 12;

    private QuestionNotice() {}

    static Notice of(Plan plan, Approval approval) {
        String digest = approval.digest().substring(0, SHORT);
        StringBuilder message = new StringBuilder();
        message.append("Plan ")
                .append(plan.plan())
                .append(", execution ")
                .append(approval.execution())
                .append(", asks about the ")
                .append(approval.subject())
                .append(".\n");
        for (Map.Entry<String, JsonNode> fact : approval.shownFacts().properties()) {
            append(message, fact.getKey(), fact.getValue());
        }
        message.append("No answer by ").append(approval.deadline()).append(" is a no.\n");
        for (String answer : new String[] {"approve", "reject"}) {
            message.append("- pilotlight ")
                    .append(answer)
                    .append(' ')
                    .append(plan.plan())
                    .append(" --question ")
                    .append(digest)
                    .append(answer.equals("approve") && !approval.mustName().isEmpty() ? " --naming '<its name>'" : "")
                    .append(" --because '<why>'\n");
        }
        return new Notice("Pilot Light: " + plan.plan() + " asks for an answer", message.toString());
    }

    private static void append(StringBuilder message, String name, JsonNode value) {
        if (!value.isArray()) {
            message.append(name).append(": ").append(text(value)).append('\n');
            return;
        }
        message.append(name).append(":\n");
        value.forEach(element -> message.append("- ").append(text(element)).append('\n'));
    }

    private static String text(JsonNode value) {
        if (value.has("phrase")) {
            return value.path("phrase").asText() + " (" + value.path("guard").asText() + "): "
                    + value.path("why").asText();
        }
        return value.isTextual() ? value.textValue() : value.toString();
    }
}
