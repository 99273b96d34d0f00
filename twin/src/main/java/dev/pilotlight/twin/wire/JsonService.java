package dev.pilotlight.twin.wire;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * A service whose requests and answers are objects: JSON 1.0 and 1.1 ({@code X-Amz-Target} names the operation) and
 * Smithy's RPC v2 over CBOR ({@code /service/S/operation/X}), which CloudWatch uses. The same handlers serve both.
 */
public abstract class JsonService implements AwsService {
    private static final ObjectMapper JSON =
            JsonMapper.builder().addModule(new JsonTimes()).build();
    private static final ObjectMapper CBOR =
            CBORMapper.builder().addModule(new JsonTimes()).build();
    private static final String CBOR_TYPE = "application/cbor";
    private static final int LARGEST_BODY = 4 * 1024 * 1024;
    private static final Pattern SHAPE_ENDING = Pattern.compile("(Exception|Fault)$");

    private final Map<String, Operation> operations = new LinkedHashMap<>();
    private final String version;
    private final String errorPrefix;

    /**
     * @param version {@code 1.0} or {@code 1.1}
     * @param errorPrefix what stands before the code in {@code __type}, for example
     *     {@code com.amazonaws.dynamodb.v20120810#}; may be empty
     */
    protected JsonService(String version, String errorPrefix) {
        this.version = version;
        this.errorPrefix = errorPrefix;
    }

    /**
     * What one operation does. It returns the answer's members; a time is put in with {@link ObjectNode#putPOJO} as an
     * {@link java.time.Instant}, so that each protocol writes it in its own form.
     */
    @FunctionalInterface
    protected interface Handler {
        ObjectNode handle(JsonParameters input, CallContext context);
    }

    private record Operation(Set<String> members, Handler handler) {}

    /** Makes a new empty object for an answer. */
    protected static ObjectNode object() {
        return JSON.createObjectNode();
    }

    /**
     * Declares an operation.
     *
     * @param members the members of the input that are modelled; any other is refused before anything happens
     */
    protected final void operation(String name, Set<String> members, Handler handler) {
        operations.put(name, new Operation(members, handler));
    }

    @Override
    public final String operation(HttpRequest request) {
        if (isCbor(request)) {
            return request.path().substring(request.path().lastIndexOf('/') + 1);
        }
        String target = request.header("x-amz-target")
                .orElseThrow(() -> AwsError.badRequest("UnknownOperationException", "The request has no X-Amz-Target"));
        return target.substring(target.lastIndexOf('.') + 1);
    }

    @Override
    public final HttpResponse serve(HttpRequest request, CallContext context) {
        String name = operation(request);
        Operation operation = operations.get(name);
        if (operation == null) {
            throw AwsError.badRequest(
                    "UnknownOperationException",
                    "The operation " + name + " of " + signingName() + " is not modelled by the twin");
        }
        ObjectNode input = read(request);
        JsonParameters parameters = new JsonParameters(input).only(name, operation.members());
        return write(200, operation.handler().handle(parameters, context), isCbor(request))
                .with("x-amzn-requestid", context.requestId());
    }

    @Override
    public final HttpResponse refuse(AwsError error, HttpRequest request, String requestId) {
        ObjectNode body = object().put("__type", errorPrefix + error.code()).put("message", error.explanation());
        if (error instanceof JsonError detailed) {
            body.setAll(detailed.members());
        }
        HttpResponse response = write(error.status(), body, isCbor(request)).with("x-amzn-requestid", requestId);
        return isCbor(request) ? response.with("x-amzn-query-error", queryCode(error) + ";" + side(error)) : response;
    }

    /** The code that the Query protocol had for an error, which clients still expect: the shape's name, shortened. */
    private static String queryCode(AwsError error) {
        return SHAPE_ENDING.matcher(error.code()).replaceFirst("");
    }

    private static String side(AwsError error) {
        return error.status() >= 500 ? "Receiver" : "Sender";
    }

    private static boolean isCbor(HttpRequest request) {
        return request.header("smithy-protocol").isPresent();
    }

    private static ObjectNode read(HttpRequest request) {
        try {
            byte[] body = decompressed(request);
            JsonNode input = body.length == 0 ? object() : (isCbor(request) ? CBOR : JSON).readTree(body);
            if (input instanceof ObjectNode object) {
                return object;
            }
            throw AwsError.badRequest("SerializationException", "The request's body is not an object");
        } catch (JacksonException e) {
            throw AwsError.badRequest("SerializationException", "The request's body cannot be read");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The body; the SDK compresses large ones of some operations. */
    private static byte[] decompressed(HttpRequest request) throws IOException {
        if (!request.header("content-encoding").orElse("").equals("gzip")) {
            return request.body();
        }
        try (GZIPInputStream plain = new GZIPInputStream(new ByteArrayInputStream(request.body()))) {
            byte[] body = plain.readNBytes(LARGEST_BODY + 1);
            if (body.length > LARGEST_BODY) {
                throw new AwsError(413, "RequestEntityTooLargeException", "The request's body is too large");
            }
            return body;
        }
    }

    private HttpResponse write(int status, ObjectNode body, boolean cbor) {
        try {
            if (cbor) {
                return HttpResponse.of(status, CBOR_TYPE, CBOR.writeValueAsBytes(body))
                        .with("smithy-protocol", "rpc-v2-cbor");
            }
            return HttpResponse.of(status, "application/x-amz-json-" + version, JSON.writeValueAsBytes(body));
        } catch (JacksonException e) {
            throw new UncheckedIOException(e);
        }
    }
}
