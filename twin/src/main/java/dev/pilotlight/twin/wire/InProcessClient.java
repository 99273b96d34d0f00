package dev.pilotlight.twin.wire;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * An HTTP client for the AWS SDK that hands every marshalled request to the twin the calling thread is bound to. It
 * holds no state, so one client, and the SDK clients over it, serve any number of twins.
 */
public final class InProcessClient implements SdkHttpClient {
    private static final ScopedValue<Front> FRONT = ScopedValue.newInstance();

    private final Carrier carrier;

    /** Takes every request to the front that the calling thread is bound to. */
    public InProcessClient() {
        this((request, front) -> front.handle(request));
    }

    /** @param carrier takes the requests instead */
    public InProcessClient(Carrier carrier) {
        this.carrier = carrier;
    }

    /** What is done with a request that the SDK has marshalled and signed. */
    @FunctionalInterface
    public interface Carrier {
        HttpResponse carry(HttpRequest request, Front front) throws IOException, InterruptedException;
    }

    /** Runs some work whose requests go to the given front. */
    public static void bind(Front front, Runnable work) {
        ScopedValue.where(FRONT, front).run(work);
    }

    /** The front that the calling thread's requests go to. */
    public static Front bound() {
        if (!FRONT.isBound()) {
            throw new IllegalStateException("this thread is bound to no twin; run it inside InProcessClient.bind");
        }
        return FRONT.get();
    }

    @Override
    public String clientName() {
        return "InProcess";
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new Exchange(request, carrier);
    }

    @Override
    public void close() {
        // nothing is held open
    }

    private record Exchange(HttpExecuteRequest request, Carrier carrier) implements ExecutableHttpRequest {
        @Override
        public HttpExecuteResponse call() throws IOException {
            try {
                return answer(carrier.carry(read(request), bound()));
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
        }

        @Override
        public void abort() {
            // an abort interrupts the calling thread as well, which is what ends a wait
        }

        private static InterruptedIOException interrupted(InterruptedException cause) {
            InterruptedIOException interrupted = new InterruptedIOException("the call was given up");
            interrupted.initCause(cause);
            return interrupted;
        }
    }

    private static HttpRequest read(HttpExecuteRequest execute) throws IOException {
        SdkHttpRequest request = execute.httpRequest();
        Map<String, String> headers = new TreeMap<>();
        request.forEachHeader((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
        return new HttpRequest(
                request.method().name(),
                headers.getOrDefault("host", authority(request)),
                request.encodedPath().isEmpty() ? "/" : request.encodedPath(),
                request.encodedQueryParameters().orElse(""),
                headers,
                body(execute));
    }

    private static String authority(SdkHttpRequest request) {
        boolean usual = request.port() == (request.protocol().equals("https") ? 443 : 80);
        return usual ? request.host() : request.host() + ":" + request.port();
    }

    private static byte[] body(HttpExecuteRequest execute) throws IOException {
        ContentStreamProvider provider = execute.contentStreamProvider().orElse(null);
        if (provider == null) {
            return new byte[0];
        }
        try (InputStream stream = provider.newStream()) {
            return stream.readAllBytes();
        }
    }

    private static HttpExecuteResponse answer(HttpResponse response) {
        SdkHttpFullResponse.Builder head = SdkHttpFullResponse.builder().statusCode(response.status());
        head.putHeader("content-length", Integer.toString(response.body().length));
        response.headers().forEach(head::putHeader);
        return HttpExecuteResponse.builder()
                .response(head.build())
                .responseBody(AbortableInputStream.create(new ByteArrayInputStream(response.body())))
                .build();
    }
}
