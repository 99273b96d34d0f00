package dev.pilotlight.aws;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Takes out of foreign text what looks like a secret: credentials, passwords, signatures, what stands in a URL's user
 * part.
 */
public final class Redaction {
    private static final List<Pattern> SECRETS = List.of(
            Pattern.compile("\\b(?:AKIA|ASIA|AROA|AIDA)[A-Z0-9]{12,}\\b"),
            Pattern.compile("(?<=://)[^/@\\s]+(?=@)"),
            Pattern.compile("(?i)(?<=bearer )\\S+"),
            Pattern.compile(
                    "(?i)(?<=(?:password|passwd|secret|token|signature|credential|apikey|api_key)[\"']?\\s{0,2}[=:]\\s{0,2})[\"']?[^\\s\"',;&}]+"));
    private static final int LIMIT = 2_000;

    private Redaction() {}

    /** The text without its secrets, and not longer than 2,000 characters. */
    public static String redact(String text) {
        String redacted = text.length() <= LIMIT ? text : text.substring(0, LIMIT) + "...";
        for (Pattern secret : SECRETS) {
            redacted = secret.matcher(redacted).replaceAll("[redacted]");
        }
        return redacted;
    }
}
