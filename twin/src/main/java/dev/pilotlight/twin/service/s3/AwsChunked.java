package dev.pilotlight.twin.service.s3;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Decodes a body in {@code aws-chunked} form: chunks with their lengths and perhaps their signatures, then trailers.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html">Chunked uploads with
 *     trailers</a>
 */
final class AwsChunked {
    private final byte[] encoded;
    private int position;

    private AwsChunked(byte[] encoded) {
        this.encoded = encoded;
    }

    /**
     * A decoded body.
     *
     * @param trailers by lower-case name
     */
    @SuppressWarnings("ArrayRecordComponent") // bodies are never compared
    record Body(byte[] bytes, Map<String, String> trailers) {}

    static Body decode(byte[] encoded) {
        return new AwsChunked(encoded).body();
    }

    private Body body() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int length = chunkLength(); length > 0; length = chunkLength()) {
            if (position + length > encoded.length) {
                throw incomplete();
            }
            bytes.write(encoded, position, length);
            position += length;
            if (!line().isEmpty()) {
                throw incomplete();
            }
        }
        return new Body(bytes.toByteArray(), trailers());
    }

    private int chunkLength() {
        String head = line();
        int semicolon = head.indexOf(';');
        try {
            return Integer.parseUnsignedInt(semicolon < 0 ? head : head.substring(0, semicolon), 16);
        } catch (NumberFormatException e) {
            throw incomplete();
        }
    }

    private Map<String, String> trailers() {
        Map<String, String> trailers = new LinkedHashMap<>();
        while (position < encoded.length) {
            String line = line();
            int colon = line.indexOf(':');
            if (colon > 0) {
                trailers.put(
                        line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        }
        return trailers;
    }

    private String line() {
        for (int end = position; end + 1 < encoded.length; end++) {
            if (encoded[end] == '\r' && encoded[end + 1] == '\n') {
                String line = new String(encoded, position, end - position, StandardCharsets.ISO_8859_1);
                position = end + 2;
                return line;
            }
        }
        throw incomplete();
    }

    private static S3Error incomplete() {
        return S3Error.of(
                400,
                "IncompleteBody",
                "You did not provide the number of bytes specified by the Content-Length HTTP header");
    }
}
