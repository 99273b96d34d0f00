package dev.pilotlight.twin.service.lambda;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.pilotlight.twin.time.VirtualTimeline;
import dev.pilotlight.twin.wire.Front;
import dev.pilotlight.twin.wire.HttpRequest;
import dev.pilotlight.twin.wire.HttpResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FunctionUrlsTest {
    @AutoClose
    private final VirtualTimeline timeline = new VirtualTimeline(Instant.parse("2026-03-01T12:05:00Z"));

    private final Front front = new Front(
            timeline, "111111111111", List.of(), List.of(), request -> HttpResponse.of(404, "text/plain", ""));
    private final Functions functions = new Functions(front, Duration.ofSeconds(30), Duration.ofMillis(200));
    private final FunctionUrls urls = new FunctionUrls(functions, timeline, "111111111111");
    private final String id = urls.open("us-west-2", "answer");
    private final List<String> events = new ArrayList<>();

    @BeforeEach
    void aFunctionAnswers() {
        functions.deploy("answer", (event, answer) -> {
            events.add(new String(event.readAllBytes(), StandardCharsets.UTF_8));
            answer.write("{\"statusCode\":409,\"headers\":{\"content-type\":\"application/json\"},\"body\":\"{}\"}"
                    .getBytes(StandardCharsets.UTF_8));
        });
    }

    @Test
    void aSignedRequestReachesTheFunctionWithTheNameOfWhoeverSigned() throws IOException {
        HttpResponse response = visit(urls.host(id), "/answers", signature("anne", "us-west-2", "lambda"));

        assertThat(response.status()).isEqualTo(409);
        assertThat(response.text()).isEqualTo("{}");
        JsonNode event = JsonMapper.builder().build().readTree(events.getFirst());
        assertThat(event.path("requestContext")
                        .path("authorizer")
                        .path("iam")
                        .path("userArn")
                        .asText())
                .isEqualTo("arn:aws:sts::111111111111:assumed-role/anne/twin");
        assertThat(event.path("requestContext").path("http").path("method").asText())
                .isEqualTo("POST");
        assertThat(event.path("requestContext").path("time").asText()).isEqualTo("01/Mar/2026:12:05:00 +0000");
        assertThat(event.path("rawPath").asText()).isEqualTo("/answers");
        assertThat(event.path("queryStringParameters").path("plan").asText()).isEqualTo("shop");
        assertThat(event.path("body").asText()).isEqualTo("hello");
    }

    @Test
    void onALoopbackPortThePathNamesTheFunction() {
        HttpResponse response =
                visit("127.0.0.1:4566", "/lambda-url/" + id + "/", signature("anne", "us-west-2", "lambda"));
        assertThat(response.status()).isEqualTo(409);
    }

    @Test
    void anythingElseIsForbiddenAndNotInvoked() {
        for (String authorization : List.of(
                "",
                "Bearer x",
                signature("anne", "us-east-1", "lambda"),
                signature("anne", "us-west-2", "execute-api"),
                signature("anne", "us-west-2", "lambda").replaceAll("[0-9a-f]{64}", "00"))) {
            assertThat(visit(urls.host(id), "/", authorization).status())
                    .as(authorization)
                    .isEqualTo(403);
        }
        assertThat(events).isEmpty();
    }

    @Test
    void aFunctionThatFailsIsABadGateway() {
        functions.deploy("answer", (event, answer) -> {
            throw new IllegalStateException("on purpose");
        });
        assertThat(visit(urls.host(id), "/", signature("anne", "us-west-2", "lambda"))
                        .status())
                .isEqualTo(502);
    }

    @Test
    void onlyFunctionUrlsWantSignedRequests() {
        assertThat(urls.wantsSigned(request(urls.host(id), "/", ""))).isTrue();
        assertThat(urls.wantsSigned(request("ec2.us-west-2.amazonaws.com", "/", "")))
                .isFalse();
    }

    private HttpResponse visit(String host, String path, String authorization) {
        AtomicReference<HttpResponse> response = new AtomicReference<>();
        timeline.start("somebody", () -> {
            try {
                response.set(urls.visit(request(host, path, authorization)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        timeline.run();
        return requireNonNull(response.get());
    }

    private static HttpRequest request(String host, String path, String authorization) {
        Map<String, String> headers = new TreeMap<>();
        if (!authorization.isEmpty()) {
            headers.put("authorization", authorization);
        }
        return new HttpRequest("POST", host, path, "plan=shop", headers, "hello".getBytes(StandardCharsets.UTF_8));
    }

    private static String signature(String principal, String region, String service) {
        return "AWS4-HMAC-SHA256 Credential=" + principal + "/20260301/" + region + "/" + service
                + "/aws4_request, SignedHeaders=host;x-amz-date, Signature=" + "0".repeat(64);
    }
}
