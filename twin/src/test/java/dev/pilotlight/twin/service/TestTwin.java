package dev.pilotlight.twin.service;

import dev.pilotlight.twin.time.VirtualTimeline;
import dev.pilotlight.twin.wire.AwsService;
import dev.pilotlight.twin.wire.CallContext;
import dev.pilotlight.twin.wire.Front;
import dev.pilotlight.twin.wire.HttpRequest;
import dev.pilotlight.twin.wire.HttpResponse;
import dev.pilotlight.twin.wire.InProcessClient;
import dev.pilotlight.twin.wire.Website;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;

/** Some services behind a front without latency, called by the real SDK from the test's own thread. */
public final class TestTwin {
    public static final String ACCOUNT = "111111111111";
    public static final String WEST = "us-west-2";
    public static final String EAST = "us-east-1";
    public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    public final VirtualTimeline timeline;
    private final Front front;

    public TestTwin(AwsService... services) {
        this(request -> HttpResponse.of(404, "text/plain", "nobody is at " + request.host()), services);
    }

    public TestTwin(Website websites, AwsService... services) {
        this(new VirtualTimeline(START), websites, services);
    }

    /** For services that need the timeline themselves. */
    public TestTwin(VirtualTimeline timeline, AwsService... services) {
        this(timeline, request -> HttpResponse.of(404, "text/plain", ""), services);
    }

    private TestTwin(VirtualTimeline timeline, Website websites, AwsService... services) {
        this.timeline = timeline;
        this.front = new Front(timeline, ACCOUNT, List.of(services), List.of(), websites);
    }

    /** The context in which the world is set up before anybody calls. */
    public static CallContext seeding(String region) {
        return new CallContext(region, ACCOUNT, "world", "seed", START);
    }

    /** Runs something as the tasks of a composition do, while no service answers anybody. */
    public void exclusively(Runnable work) {
        front.exclusively(() -> {
            work.run();
            return true;
        });
    }

    /** One request as it stands, for what the SDK does not send. */
    public HttpResponse send(HttpRequest request) {
        try {
            return front.handle(request);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    public <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C client(B builder, String region) {
        return builder.httpClient(new BoundClient(front))
                .region(Region.of(region))
                .endpointOverride(URI.create("http://127.0.0.1:4566"))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("tester", "secret")))
                .overrideConfiguration(configuration -> configuration.retryStrategy(DefaultRetryStrategy.doNotRetry()))
                .build();
    }

    /** The in-process client, bound to one front wherever it is called from. */
    private record BoundClient(Front front) implements SdkHttpClient {
        @Override
        public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
            ExecutableHttpRequest inner = new InProcessClient().prepareRequest(request);
            return new ExecutableHttpRequest() {
                @Override
                public HttpExecuteResponse call() throws IOException {
                    AtomicReference<HttpExecuteResponse> response = new AtomicReference<>();
                    InProcessClient.bind(front, () -> {
                        try {
                            response.set(inner.call());
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    });
                    return Objects.requireNonNull(response.get());
                }

                @Override
                public void abort() {
                    inner.abort();
                }
            };
        }

        @Override
        public void close() {
            // nothing is held open
        }
    }
}
