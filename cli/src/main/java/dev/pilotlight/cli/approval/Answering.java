package dev.pilotlight.cli.approval;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pilotlight.cli.WrongInputException;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;

/** Showing what is asked, and giving an answer to it. */
final class Answering {
    private static final int SHORT = 12;

    private final ApprovalService service;
    private final PrintWriter out;

    Answering(ApprovalService service, PrintWriter out) {
        this.service = service;
        this.out = out;
    }

    /** Prints what is asked; returns the command's exit code. */
    int list(Optional<String> plan) throws IOException {
        ApprovalService.Response response = service.list(plan);
        if (response.status() != 200) {
            return failed(response);
        }
        JsonNode asked = response.body().path("approvals");
        asked.forEach(this::show);
        if (asked.isEmpty()) {
            out.println("Nothing is asked.");
        }
        return 0;
    }

    /**
     * Answers the question that is named, or the only one there is, after showing it; returns the command's exit code.
     */
    int answer(String plan, Optional<String> question, ApprovalService.Said said) throws IOException {
        Optional<String> digest = question;
        if (digest.isEmpty()) {
            ApprovalService.Response response = service.list(Optional.of(plan));
            if (response.status() != 200) {
                return failed(response);
            }
            digest = only(plan, response.body().path("approvals"));
        }
        if (digest.isEmpty()) {
            out.println("Nothing is asked about " + plan + ".");
            return 1;
        }
        ApprovalService.Response response = service.answer(plan, digest.get(), said);
        if (response.status() != 200) {
            return failed(response);
        }
        JsonNode recorded = response.body();
        out.println("Recorded: " + recorded.path("state").asText() + " by "
                + recorded.path("by").asText() + " at " + recorded.path("at").asText() + ".");
        return 0;
    }

    private Optional<String> only(String plan, JsonNode asked) {
        asked.forEach(this::show);
        if (asked.size() > 1) {
            throw new WrongInputException(
                    "--question: " + asked.size() + " questions are asked about " + plan + "; name one of them");
        }
        return asked.isEmpty()
                ? Optional.empty()
                : Optional.of(asked.path(0).path("question").asText());
    }

    private int failed(ApprovalService.Response response) {
        JsonNode body = response.body();
        out.println("Not recorded: " + response.message() + "."
                + (body.has("by")
                        ? " It is " + body.path("state").asText() + ", by "
                                + body.path("by").asText("nobody") + " at "
                                + body.path("at").asText() + "."
                        : ""));
        return response.status() == 400 ? 2 : 1;
    }

    private void show(JsonNode asked) {
        out.println("Plan " + asked.path("plan").asText() + ", execution "
                + asked.path("execution").asText() + ", asks about the "
                + asked.path("subject").asText() + ":");
        for (Map.Entry<String, JsonNode> fact : asked.path("facts").properties()) {
            out.println("  " + fact.getKey() + ": " + text(fact.getValue()));
        }
        out.println("  until " + asked.path("until").asText() + "; no answer is a no");
        out.println("  question "
                + asked.path("question")
                        .asText()
                        .substring(
                                0,
                                Math.min(SHORT, asked.path("question").asText().length())));
    }

    private static String text(JsonNode value) {
        if (value.isArray()) {
            return String.join("; ", value.valueStream().map(Answering::text).toList());
        }
        return value.has("phrase")
                ? value.path("phrase").asText() + " (" + value.path("guard").asText() + "): "
                        + value.path("why").asText()
                : value.isTextual() ? value.textValue() : value.toString();
    }
}
