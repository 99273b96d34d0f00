package dev.pilotlight.rehearsal.memory;

import dev.pilotlight.twin.wire.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;

/**
 * All of an answer that the SDK makes something of; the number of the request is not, for nothing in the functions
 * reads it.
 *
 * @param headers except those that only number the request
 * @param body its bytes, one character each
 */
record AnswerText(int status, String headers, String body) {
    private static final Set<String> NUMBERING = Set.of("x-amzn-requestid", "x-amz-request-id", "x-amz-id-2");
    private static final String NUMBER_BEGINS = "00000000-0000-4000-8000-";
    private static final int NUMBER_LENGTH = 36;

    /** An error keeps its number, which the SDK's exception tells. */
    static AnswerText of(HttpResponse response) {
        if (response.status() >= 300) {
            return new AnswerText(
                    response.status(),
                    response.headers().toString(),
                    new String(response.body(), StandardCharsets.ISO_8859_1));
        }
        return new AnswerText(
                response.status(),
                headers(response.headers()),
                withoutNumber(new String(response.body(), StandardCharsets.ISO_8859_1)));
    }

    private static String headers(Map<String, String> headers) {
        StringBuilder text = new StringBuilder();
        headers.forEach((name, value) -> {
            if (!NUMBERING.contains(name)) {
                text.append(name).append(':').append(value).append('\n');
            }
        });
        return text.toString();
    }

    private static String withoutNumber(String body) {
        int begins = body.startsWith("<") ? body.indexOf(NUMBER_BEGINS) : -1;
        return begins < 0 ? body : body.substring(0, begins) + body.substring(begins + NUMBER_LENGTH);
    }
}
