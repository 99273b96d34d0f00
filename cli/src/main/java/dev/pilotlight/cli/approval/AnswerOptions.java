package dev.pilotlight.cli.approval;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is said with an answer, be it yes or no. */
final class AnswerOptions {
    @Parameters(paramLabel = "PLAN", description = "The plan whose failover asks.")
    private String plan = "";

    @Option(
            names = "--question",
            paramLabel = "DIGEST",
            description = "Which question, as the message or pilotlight approvals names it; the only one otherwise.")
    private Optional<String> question = Optional.empty();

    @Option(names = "--because", paramLabel = "TEXT", description = "Why; it goes into the record.")
    private Optional<String> because = Optional.empty();

    @Option(
            names = "--naming",
            paramLabel = "NAME",
            description = "What the yes is to, where the question asks for its name, like a cluster to be deleted.")
    private Optional<String> naming = Optional.empty();

    @Mixin
    private Deployment deployment = new Deployment();

    int answer(String answer, PrintWriter out) throws IOException {
        return new Answering(deployment.service(), out)
                .answer(plan, question, new ApprovalService.Said(answer, because, naming));
    }
}
