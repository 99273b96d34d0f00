package dev.pilotlight.rehearsal;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.twin.world.Walkthrough;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Somebody who is told what runs ask, and answers through the function that people reach.
 *
 * @param arn as IAM would have verified it
 * @param plan whose questions are answered
 * @param topic on which they are announced
 */
public record Person(Stage stage, String arn, String plan, String topic) {
    private static final Pattern QUESTION = Pattern.compile("--question ([0-9a-f]{12})");

    /** Somebody who answers for the shop of the walk-through. */
    public Person(Stage stage, String arn) {
        this(stage, arn, "shop", Walkthrough.TOPIC);
    }

    /** What every question so far is named, in the order in which they were asked. */
    public List<String> questions() {
        return stage.twin()
                .front()
                .exclusively(() -> stage.twin().topics().publications(topic).stream()
                        .map(told -> QUESTION.matcher(told.message()))
                        .filter(Matcher::find)
                        .map(found -> found.group(1))
                        .toList());
    }

    /** The newest question. */
    public Optional<String> newest() {
        List<String> questions = questions();
        return questions.isEmpty() ? Optional.empty() : Optional.of(questions.getLast());
    }

    /** Answers a question; what becomes of it shows in the run. */
    public void answer(String question, boolean yes, String because) {
        send(body(question, yes, because));
    }

    /** Says yes to a question that has to be answered with a name. */
    public void approveNaming(String question, String name, String because) {
        send(body(question, true, because).put("names", name));
    }

    private ObjectNode body(String question, boolean yes, String because) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("plan", plan)
                .put("question", question)
                .put("answer", yes ? "approve" : "reject")
                .put("because", because);
    }

    private void send(ObjectNode body) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        ObjectNode context = event.putObject("requestContext");
        context.putObject("http").put("method", "POST");
        context.putObject("authorizer").putObject("iam").put("userArn", arn);
        event.put("body", body.toString()).put("isBase64Encoded", false);
        stage.twin().functions().invokeLater("AnswerApproval", event.toString());
    }
}
