package dev.pilotlight.twin.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pilotlight.twin.time.VirtualTimeline;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.StsException;

class InProcessClientTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final VirtualTimeline timeline = new VirtualTimeline(START);

    @Test
    void theRealSdkIsAnsweredByTheServiceOfItsCredentialScope() throws Exception {
        String arn = call(
                (call, inner) -> inner.proceed(), sts -> sts.getCallerIdentity().arn());
        assertThat(arn).isEqualTo("arn:aws:sts:us-west-2:111111111111:tester");
    }

    @Test
    void latencyIsVirtualTime() throws Exception {
        Passage slow = (call, inner) -> {
            timeline.sleep(Duration.ofMillis(700));
            return inner.proceed();
        };
        Instant end = call(slow, sts -> {
            sts.getCallerIdentity();
            return timeline.now();
        });
        assertThat(end).isEqualTo(START.plusMillis(700));
    }

    @Test
    void aHangEndsWithTheTimeoutOfTheRealClientAtAnExactMoment() throws Exception {
        Passage hangs = (call, inner) -> {
            timeline.signal().await();
            return inner.proceed();
        };
        Instant end = call(hangs, sts -> {
            assertThatThrownBy(sts::getCallerIdentity).isInstanceOf(ApiCallAttemptTimeoutException.class);
            return timeline.now();
        });
        assertThat(end).isEqualTo(START.plusSeconds(2));
    }

    @Test
    void anErrorArrivesWithItsCode() throws Exception {
        Passage throttles = (call, inner) -> {
            throw AwsError.badRequest("Throttling", "Rate exceeded");
        };
        assertThatThrownBy(() -> call(throttles, StsClient::getCallerIdentity))
                .isInstanceOfSatisfying(
                        StsException.class,
                        error -> assertThat(error.isThrottlingException()).isTrue());
    }

    @Test
    void anOperationThatIsNotModelledIsRefused() {
        assertThatThrownBy(() -> call((call, inner) -> inner.proceed(), StsClient::getSessionToken))
                .isInstanceOf(StsException.class)
                .hasMessageContaining("not modelled");
    }

    @Test
    void anUnsignedRequestGoesToTheWebsiteOfItsHost() throws Exception {
        Front front = front((call, inner) -> inner.proceed());
        HttpRequest visit = new HttpRequest("GET", "shop.example", "/", "", java.util.Map.of(), new byte[0]);
        AtomicReference<String> seen = new AtomicReference<>("");
        timeline.start("visitor", () -> {
            try {
                seen.set(front.handle(visit).text());
            } catch (IOException | InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        timeline.run();
        assertThat(seen.get()).isEqualTo("welcome to shop.example");
    }

    private interface Use<T> {
        T of(StsClient client) throws Exception;
    }

    private <T> T call(Passage passage, Use<T> use) throws Exception {
        Front front = front(passage);
        AtomicReference<Callable<T>> outcome = new AtomicReference<>();
        try (StsClient client = client()) {
            timeline.start(
                    "caller",
                    () -> InProcessClient.bind(front, () -> {
                        try {
                            T value = use.of(client);
                            outcome.set(() -> value);
                        } catch (Exception e) {
                            outcome.set(() -> {
                                throw e;
                            });
                        }
                    }));
            timeline.run();
        }
        return Objects.requireNonNull(outcome.get()).call();
    }

    private Front front(Passage passage) {
        return new Front(
                timeline,
                "111111111111",
                List.of(new Identity()),
                List.of(passage),
                request -> HttpResponse.of(200, "text/plain", "welcome to " + request.host()));
    }

    private static StsClient client() {
        return StsClient.builder()
                .httpClient(new InProcessClient())
                .region(Region.US_WEST_2)
                .endpointOverride(URI.create("http://127.0.0.1"))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("tester", "secret")))
                .overrideConfiguration(configuration -> configuration
                        .apiCallAttemptTimeout(Duration.ofSeconds(2))
                        .apiCallTimeout(Duration.ofSeconds(3))
                        .retryStrategy(DefaultRetryStrategy.doNotRetry())
                        .scheduledExecutorService(new InProcessTimers()))
                .build();
    }

    private static final class Identity extends QueryService {
        private Identity() {
            super(Dialect.QUERY, "https://sts.amazonaws.com/doc/2011-06-15/");
            operation(
                    "GetCallerIdentity",
                    Set.of(),
                    (parameters, context) -> List.of(
                            Xml.text("Account", context.account()),
                            Xml.text("Arn", context.arn("sts", context.principal()))));
        }

        @Override
        public String signingName() {
            return "sts";
        }
    }
}
