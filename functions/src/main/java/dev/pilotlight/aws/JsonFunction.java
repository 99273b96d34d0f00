package dev.pilotlight.aws;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.plan.CanonicalJson;
import dev.pilotlight.plan.InvalidPlanException;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.PlanReader;
import dev.pilotlight.step.BrokenInputException;
import dev.pilotlight.step.RefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * A Lambda function from JSON to JSON. Records cannot be inputs of Lambda's own serialisation, so the stream is read
 * here; {@code {"warm":true}} is answered without touching anything, and {@code {"rehearsal":true,"plan":{…}}} after
 * looking whether what the function needs is allowed.
 */
public abstract class JsonFunction implements RequestStreamHandler {
    private static final ObjectReader READER = JsonMapper.builder().build().reader();

    private final Surroundings surroundings;

    protected JsonFunction(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** The longest input that is read, in bytes; longer ones are refused unread. */
    protected abstract int limit();

    /**
     * Answers one call.
     *
     * @param log the line that will be written about this call
     */
    protected abstract ObjectNode answer(ObjectNode input, Instant now, LogLine log);

    /**
     * Proves that the function may do what a plan will ask of it, and changes nothing: it reads what the function
     * reads, and makes dry runs of what it changes where AWS knows them. A function that answers at all has proved that
     * it starts and that its settings are there.
     */
    protected void rehearse(Plan plan, Instant now) {
        // Most functions have nothing to prove beyond that.
    }

    protected final Surroundings surroundings() {
        return surroundings;
    }

    @Override
    public final void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        Instant now = surroundings.clock().instant();
        LogLine log = new LogLine(now, getClass().getSimpleName(), context.getAwsRequestId());
        try {
            ObjectNode request = read(input);
            ObjectNode answer = request.path("warm").asBoolean(false) ? done() : answered(request, now, log);
            output.write(CanonicalJson.write(answer).getBytes(StandardCharsets.UTF_8));
        } catch (RuntimeException failure) {
            log.failed(failure);
            throw failure;
        } finally {
            context.getLogger().log(log.text(surroundings.clock().instant()));
        }
    }

    private ObjectNode answered(ObjectNode request, Instant now, LogLine log) {
        try {
            ObjectNode answer = request.path("rehearsal").asBoolean(false)
                    ? rehearsed(request.path("plan"), now)
                    : answer(request, now, log);
            log.answered(answer);
            return answer;
        } catch (RefusedException refusal) {
            ObjectNode answer = Answers.of(refusal.outcome());
            log.answered(answer);
            return answer;
        } catch (SdkException failure) {
            throw AwsErrors.translate(failure);
        }
    }

    private ObjectNode rehearsed(JsonNode plan, Instant now) {
        try {
            rehearse(PlanReader.read(plan), now);
            return done();
        } catch (InvalidPlanException invalid) {
            throw new BrokenInputException("plan: not a valid plan; " + invalid.getMessage(), invalid);
        }
    }

    private static ObjectNode done() {
        return JsonNodeFactory.instance.objectNode().put("outcome", "done");
    }

    private ObjectNode read(InputStream input) throws IOException {
        byte[] bytes = input.readNBytes(limit() + 1);
        if (bytes.length > limit()) {
            throw new BrokenInputException("the input is longer than " + limit() + " bytes; send less");
        }
        try {
            JsonNode request = READER.readTree(bytes);
            if (request instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException notJson) {
            // Its message would quote the input.
            throw new BrokenInputException(
                    "the input is not JSON at line " + notJson.getLocation().getLineNr() + ", column "
                            + notJson.getLocation().getColumnNr() + "; send a JSON object");
        }
        throw new BrokenInputException("the input is not a JSON object; send one");
    }
}
