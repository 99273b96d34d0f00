package dev.pilotlight.twin;

import dev.pilotlight.twin.time.VirtualTimeline;
import dev.pilotlight.twin.wire.AwsService;
import dev.pilotlight.twin.wire.Front;
import dev.pilotlight.twin.wire.HttpResponse;
import dev.pilotlight.twin.wire.InProcessClient;
import dev.pilotlight.twin.wire.InProcessTimers;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;

/** Calls services of the twin with the real AWS SDK, in virtual time. */
public final class Caller {
    private final VirtualTimeline timeline;
    private final Front front;

    public Caller(VirtualTimeline timeline, AwsService... services) {
        this.timeline = timeline;
        this.front = new Front(
                timeline,
                "111111111111",
                List.of(services),
                List.of(),
                request -> HttpResponse.of(404, "text/plain", ""));
    }

    /** What is done with a client. */
    @FunctionalInterface
    public interface Use<C, T> {
        T with(C client) throws Exception;
    }

    /** Uses a client in a task of the timeline, which then runs until nothing is due any more within a minute. */
    public <C extends SdkClient, B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, T> T call(
            B builder, String region, Use<C, T> use) throws Exception {
        AtomicReference<Callable<T>> outcome = new AtomicReference<>();
        try (C client = client(builder, region)) {
            timeline.start("caller", () -> InProcessClient.bind(front, () -> outcome.set(tried(use, client))));
            timeline.runUntil(() -> outcome.get() != null, timeline.now().plus(Duration.ofMinutes(1)));
        }
        return Objects.requireNonNull(outcome.get()).call();
    }

    private static <C, T> Callable<T> tried(Use<C, T> use, C client) {
        try {
            T value = use.with(client);
            return () -> value;
        } catch (Exception e) {
            return () -> {
                throw e;
            };
        }
    }

    private static <C extends SdkClient, B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>> C client(
            B builder, String region) {
        return builder.httpClient(new InProcessClient())
                .region(Region.of(region))
                .endpointOverride(URI.create("http://127.0.0.1"))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("tester", "secret")))
                .overrideConfiguration(configuration -> configuration
                        .retryStrategy(DefaultRetryStrategy.doNotRetry())
                        .scheduledExecutorService(new InProcessTimers()))
                .build();
    }
}
