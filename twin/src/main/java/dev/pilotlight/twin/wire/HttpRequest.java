package dev.pilotlight.twin.wire;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One HTTP request as a client sent it.
 *
 * @param method in upper case
 * @param host the authority it was sent to, with the port if it has one
 * @param path as sent, still percent-encoded, starting with a slash
 * @param query as sent, without the question mark; empty when there is none
 * @param headers by lower-case name
 * @param body decoded from any transfer encoding
 */
@SuppressWarnings("ArrayRecordComponent") // a body is bytes on the wire; messages are never compared
public record HttpRequest(
        String method, String host, String path, String query, Map<String, String> headers, byte[] body) {

    public Optional<String> header(String lowerCaseName) {
        return Optional.ofNullable(headers.get(lowerCaseName));
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** The query's parameters, decoded; one without a value has the empty text. */
    public Map<String, String> queryParameters() {
        return form(query);
    }

    /** The parameters of a form-encoded text, decoded; one without a value has the empty text. */
    public static Map<String, String> form(String encoded) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : encoded.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                parameters.put(decoded(name), decoded(value));
            }
        }
        return parameters;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
