package dev.pilotlight.approval;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * A request to a function URL.
 *
 * @param caller the ARN of whoever signed it, as IAM has verified; empty when nobody did
 * @param plan the query's, or empty
 * @param body what was sent; a missing node when it is not JSON
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-payloads">Payloads of function
 *     URLs</a>
 */
record UrlRequest(Optional<String> caller, String method, Optional<String> plan, JsonNode body) {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    static UrlRequest of(JsonNode event) {
        JsonNode context = event.path("requestContext");
        return new UrlRequest(
                text(context.path("authorizer").path("iam").path("userArn")),
                context.path("http").path("method").asText(),
                text(event.path("queryStringParameters").path("plan")),
                body(event));
    }

    private static Optional<String> text(JsonNode value) {
        return value.isTextual() && !value.textValue().isBlank() ? Optional.of(value.textValue()) : Optional.empty();
    }

    private static JsonNode body(JsonNode event) {
        try {
            String sent = event.path("body").asText("");
            return MAPPER.readTree(
                    event.path("isBase64Encoded").asBoolean(false)
                            ? new String(Base64.getDecoder().decode(sent), StandardCharsets.UTF_8)
                            : sent);
        } catch (JsonProcessingException | IllegalArgumentException notJson) {
            return MissingNode.getInstance();
        }
    }

    /** The answer to such a request, as Lambda wants it from the function. */
    static ObjectNode response(int status, ObjectNode body) {
        ObjectNode response = JsonNodeFactory.instance.objectNode().put("statusCode", status);
        response.putObject("headers").put("content-type", "application/json");
        return response.put("body", body.toString());
    }
}
