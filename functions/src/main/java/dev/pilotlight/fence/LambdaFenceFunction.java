package dev.pilotlight.fence;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.aws.AwsClients;
import dev.pilotlight.aws.AwsErrors;
import dev.pilotlight.aws.Redaction;
import dev.pilotlight.journal.Permit;
import dev.pilotlight.plan.CanonicalJson;
import dev.pilotlight.plan.FunctionArn;
import dev.pilotlight.plan.Words;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationResponse;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lambda.model.State;

/** The owners' function through AWS Lambda of its own Region. */
final class LambdaFenceFunction implements FenceFunction {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final int LONGEST_ANSWER = 4_096;
    private static final int LONGEST_REASON = 300;

    private final AwsClients clients;

    LambdaFenceFunction(AwsClients clients) {
        this.clients = clients;
    }

    @Override
    public Optional<String> obstacle(FunctionArn function) {
        try {
            GetFunctionConfigurationResponse configuration =
                    lambda(function).getFunctionConfiguration(get -> get.functionName(function.value()));
            return configuration.state() == State.FAILED
                    ? Optional.of("the function " + function + " is in the state Failed")
                    : Optional.empty();
        } catch (ResourceNotFoundException none) {
            return Optional.of("the function " + function + " does not exist");
        } catch (SdkException failure) {
            throw PrimaryErrors.named(AwsErrors.translate(failure));
        }
    }

    @Override
    public Answer call(Permit permit, FunctionArn function, Order order) {
        permit.spendOn(order.command().act(), function.value());
        try {
            InvokeResponse response = lambda(function)
                    .invoke(invoke -> invoke.functionName(function.value())
                            .invocationType(InvocationType.REQUEST_RESPONSE)
                            .payload(SdkBytes.fromUtf8String(CanonicalJson.write(document(order)))));
            return response.functionError() == null
                    ? answer(response.payload().asByteArray())
                    : refused("it failed: " + response.functionError());
        } catch (SdkException failure) {
            throw PrimaryErrors.named(AwsErrors.translate(failure));
        }
    }

    private LambdaClient lambda(FunctionArn function) {
        return clients.lambda(function.region());
    }

    private static ObjectNode document(Order order) {
        ObjectNode document = JsonNodeFactory.instance
                .objectNode()
                .put("command", Words.of(order.command()))
                .put("plan", order.plan())
                .put("epoch", order.epoch())
                .put("region", order.region());
        order.databases().forEach(document.putArray("databases")::add);
        return document;
    }

    private static Answer answer(byte[] payload) {
        if (payload.length > LONGEST_ANSWER) {
            return refused("its answer is longer than " + LONGEST_ANSWER + " bytes");
        }
        try {
            JsonNode document = MAPPER.readTree(payload);
            JsonNode why = document.path("why");
            return word(document.path("fence"))
                    .filter(_ -> why.isMissingNode() || why.isTextual())
                    .map(word -> new Answer(word, shortened(why.asText())))
                    .orElseGet(() -> refused("its answer is not {\"fence\":\"confirmed\", \"partial\", \"pending\", "
                            + "\"refused\" or \"lifted\",\"why\":\"...\"}"));
        } catch (JacksonException notJson) {
            // Its message would quote the answer.
            return refused("its answer is not JSON");
        } catch (IOException impossible) {
            throw new IllegalStateException("bytes in memory can be read", impossible);
        }
    }

    private static Optional<Answer.Word> word(JsonNode said) {
        return Arrays.stream(Answer.Word.values())
                .filter(word -> said.isTextual() && Words.of(word).equals(said.textValue()))
                .findFirst();
    }

    private static Answer refused(String why) {
        return new Answer(Answer.Word.REFUSED, why);
    }

    private static String shortened(String why) {
        String redacted = Redaction.redact(why);
        return redacted.length() <= LONGEST_REASON ? redacted : redacted.substring(0, LONGEST_REASON) + "...";
    }
}
