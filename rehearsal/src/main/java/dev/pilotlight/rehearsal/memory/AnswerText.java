package dev.pilotlight.rehearsal.memory;

import dev.pilotlight.twin.wire.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
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

    /** Nothing but the element itself: other things have ids that look alike. */
    private static final List<String> NUMBERS = List.of("RequestId>", "requestId>");

    /**
     * In bytes: several times what the journal of a long failover fills, and a run that never gets on writes much more.
     */
    private static final int LONG = 100_000;

    /** Whether an answer is so long that it had better not be remembered. */
    static boolean isLong(HttpResponse response) {
        return response.body().length > LONG;
    }

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
        if (!body.startsWith("<")) {
            return body;
        }
        for (String number : NUMBERS) {
            int begin = body.indexOf('<' + number);
            int end = body.indexOf("</" + number, begin + 1);
            if (begin >= 0 && end >= 0) {
                return body.substring(0, begin) + body.substring(end + number.length() + 2);
            }
        }
        return body;
    }
}
