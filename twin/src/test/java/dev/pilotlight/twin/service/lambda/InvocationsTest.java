package dev.pilotlight.twin.service.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pilotlight.twin.physics.Physics;
import dev.pilotlight.twin.time.VirtualTimeline;
import dev.pilotlight.twin.wire.InProcessClient;
import dev.pilotlight.twin.world.Twin;
import dev.pilotlight.twin.world.Walkthrough;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lambda.model.State;

/** Functions called with the real SDK, as other programs call them. */
class InvocationsTest {
    private static final String ECHO = "arn:aws:lambda:us-west-2:111111111111:function:echo:live";

    private final VirtualTimeline timeline = new VirtualTimeline(Instant.parse("2026-01-01T00:00:00Z"));
    private final Twin twin = new Twin(timeline, Walkthrough.modelled(timeline, Physics.defaults()), List.of());
    private final LambdaClient lambda = LambdaClient.builder()
            .httpClient(new InProcessClient())
            .region(Region.US_WEST_2)
            .endpointOverride(URI.create("http://127.0.0.1"))
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("tester", "secret")))
            .build();

    private void call(Consumer<LambdaClient> program) {
        List<Throwable> failures = new ArrayList<>();
        timeline.start(
                "caller",
                () -> InProcessClient.bind(twin.front(), () -> {
                    try {
                        program.accept(lambda);
                    } catch (RuntimeException | AssertionError failure) {
                        failures.add(failure);
                    }
                }));
        timeline.run();
        assertThat(failures).isEmpty();
    }

    private InvokeResponse invoke(LambdaClient client, String function, String payload) {
        return client.invoke(request ->
                request.functionName(function).payload(SdkBytes.fromString(payload, StandardCharsets.UTF_8)));
    }

    @Test
    void whoWaitsForAFunctionGetsItsAnswer() {
        twin.functions().deploy("echo", (event, answer) -> event.transferTo(answer));

        call(client -> {
            assertThat(invoke(client, ECHO, "{\"a\":1}").payload().asUtf8String())
                    .isEqualTo("{\"a\":1}");
            assertThat(client.getFunctionConfiguration(request -> request.functionName("echo"))
                            .state())
                    .isEqualTo(State.ACTIVE);
        });
    }

    @Test
    void aFunctionThatFailsIsAnAnswerThatSaysSo() {
        twin.functions().deploy("echo", (event, answer) -> {
            throw new IllegalStateException("no \"echo\" today");
        });

        call(client -> {
            InvokeResponse response = invoke(client, "echo", "{}");
            assertThat(response.functionError()).isEqualTo("Unhandled");
            assertThat(response.payload().asUtf8String())
                    .isEqualTo(
                            "{\"errorMessage\":\"no \\\"echo\\\" today\",\"errorType\":\"java.lang.IllegalStateException\"}");
        });
    }

    @Test
    void aFunctionThatIsNotThereIsAnError() {
        call(client -> assertThatThrownBy(() -> invoke(client, "none", "{}"))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("function:none"));
    }

    @Test
    void anEventIsTakenAndHandledLater() {
        List<String> handled = new ArrayList<>();
        twin.functions().deploy("echo", (event, answer) -> handled.add("it"));

        call(client -> {
            InvokeResponse response = client.invoke(request -> request.functionName("echo")
                    .invocationType(InvocationType.EVENT)
                    .payload(SdkBytes.fromUtf8String("{}")));
            assertThat(response.statusCode()).isEqualTo(202);
            assertThat(handled).isEmpty();
        });

        assertThat(handled).hasSize(1);
    }
}
