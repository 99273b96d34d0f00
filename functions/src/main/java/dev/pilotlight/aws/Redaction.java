package dev.pilotlight.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Takes out of foreign text what looks like a secret: credentials, passwords, signatures, and what stands before the
 * host of a URL. It is the second line: what is written down at all is chosen field by field.
 */
public final class Redaction {
    private static final List<Pattern> SECRETS = List.of(
            Pattern.compile("\\b(?:AKIA|ASIA|AROA|AIDA)[A-Z0-9]{12,}\\b"),
            Pattern.compile("(?<=://)[^/@\\s]+(?=@)"),
            Pattern.compile("(?i)(?<=bearer )\\S+"),
            Pattern.compile(
                    "(?i)(?<=(?:password|passwd|secret|token|signature|credential|apikey|api_key)[\"']?\\s{0,2}[=:]"
                            + "\\s{0,2}[\"']?)[^\\s\"',;&}]+"));
    private static final int LIMIT = 2_000;

    private Redaction() {}

    /** A text without its secrets, and not longer than 2,000 characters. */
    public static String redact(String text) {
        return redacted(text.length() <= LIMIT ? text : text.substring(0, LIMIT) + "...");
    }

    /** A copy of a value without the secrets in its texts. */
    public static JsonNode redact(JsonNode value) {
        if (value.isTextual()) {
            return TextNode.valueOf(redacted(value.textValue()));
        }
        if (value.isArray()) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode();
            value.forEach(element -> copy.add(redact(element)));
            return copy;
        }
        if (value.isObject()) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            value.properties().forEach(field -> copy.set(field.getKey(), redact(field.getValue())));
            return copy;
        }
        return value;
    }

    private static String redacted(String text) {
        String redacted = text;
        for (Pattern secret : SECRETS) {
            redacted = secret.matcher(redacted).replaceAll("[redacted]");
        }
        return redacted;
    }
}
