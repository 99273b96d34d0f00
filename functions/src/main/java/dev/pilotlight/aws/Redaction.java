package dev.pilotlight.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Takes out of foreign text what looks like a secret: credentials, passwords, signatures, and what stands before the
 * host of a URL. It is the second line: what is written down at all is chosen field by field.
 */
public final class Redaction {
    private static final List<Secret> SECRETS = List.of(
            Secret.after(List.of("akia", "asia", "aroa", "aida"), "\\b(?:AKIA|ASIA|AROA|AIDA)[A-Z0-9]{12,}\\b"),
            Secret.after(List.of("://"), "(?<=://)[^/@\\s]+(?=@)"),
            Secret.after(List.of("bearer "), "(?i)(?<=bearer )\\S+"),
            Secret.after(
                    List.of("password", "passwd", "secret", "token", "signature", "credential", "apikey", "api_key"),
                    "(?i)(?<=(?:password|passwd|secret|token|signature|credential|apikey|api_key)[\"']?\\s{0,2}[=:]"
                            + "\\s{0,2}[\"']?)[^\\s\"',;&}]+"));
    private static final int LIMIT = 2_000;

    private Redaction() {}

    /**
     * A kind of secret.
     *
     * @param signs at least one of them stands in every text that holds such a secret, in lower case; to look for them
     *     takes far less time than for the form
     */
    private record Secret(List<String> signs, Pattern form) {
        static Secret after(List<String> signs, String form) {
            return new Secret(signs, Pattern.compile(form));
        }

        boolean mayBeIn(String lowerCase) {
            return signs.stream().anyMatch(lowerCase::contains);
        }
    }

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
        String lowerCase = text.toLowerCase(Locale.ROOT);
        String redacted = text;
        for (Secret secret : SECRETS) {
            if (secret.mayBeIn(lowerCase)) {
                redacted = secret.form().matcher(redacted).replaceAll("[redacted]");
            }
        }
        return redacted;
    }
}
