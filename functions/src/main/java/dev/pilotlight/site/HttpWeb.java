package dev.pilotlight.site;

import dev.pilotlight.aws.Redaction;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.LongSupplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/** The web through an HTTP client that bounds connecting and reading by itself. */
public final class HttpWeb implements Web {
    private static final int LIMIT = 64 * 1024;

    /** A server that answers byte by byte is not waited for. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final SdkHttpClient client;
    private final LongSupplier nanoTime;

    /**
     * The web through a client.
     *
     * @param nanoTime a monotonic clock in nanoseconds
     */
    public HttpWeb(SdkHttpClient client, LongSupplier nanoTime) {
        this.client = client;
        this.nanoTime = nanoTime;
    }

    @Override
    public Answer get(URI url) {
        SdkHttpRequest request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.GET)
                .uri(url)
                .putHeader("Host", host(url))
                .putHeader("User-Agent", "pilot-light")
                .putHeader("Cache-Control", "no-cache")
                .build();
        try {
            HttpExecuteResponse response = client.prepareRequest(
                            HttpExecuteRequest.builder().request(request).build())
                    .call();
            String body = response.responseBody().isPresent()
                    ? read(response.responseBody().get())
                    : "";
            return new Answer.Responded(response.httpResponse().statusCode(), body);
        } catch (IOException | UncheckedIOException | SdkException failure) {
            return new Answer.Silent(
                    failure.getClass().getSimpleName() + ": " + Redaction.redact(String.valueOf(failure.getMessage())));
        }
    }

    private static String host(URI url) {
        return url.getPort() < 0 ? url.getHost() : url.getHost() + ":" + url.getPort();
    }

    private String read(AbortableInputStream stream) throws IOException {
        long deadline = nanoTime.getAsLong() + PATIENCE.toNanos();
        try (InputStream input = stream) {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            byte[] part = new byte[8 * 1024];
            while (body.size() < LIMIT) {
                int length = input.read(part, 0, Math.min(part.length, LIMIT - body.size()));
                if (length < 0) {
                    return body.toString(StandardCharsets.UTF_8);
                }
                body.write(part, 0, length);
                if (nanoTime.getAsLong() - deadline > 0) {
                    stream.abort();
                    throw new IOException("the answer did not end within " + PATIENCE.toSeconds() + " s");
                }
            }
            // The rest is not read, so the connection is of no more use.
            stream.abort();
            return body.toString(StandardCharsets.UTF_8);
        }
    }
}
