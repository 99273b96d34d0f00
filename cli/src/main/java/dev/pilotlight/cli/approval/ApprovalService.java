package dev.pilotlight.cli.approval;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;

/** The deployment's function URL, called with the caller's own credentials. */
final class ApprovalService {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final SdkHttpClient http;
    private final AwsCredentialsProvider credentials;
    private final ApprovalUrl url;

    ApprovalService(SdkHttpClient http, AwsCredentialsProvider credentials, ApprovalUrl url) {
        this.http = http;
        this.credentials = credentials;
        this.url = url;
    }

    /**
     * What came back.
     *
     * @param status HTTP's
     * @param body JSON; a missing node when it is something else
     */
    record Response(int status, JsonNode body) {
        /** What the service says about it, in words. */
        String message() {
            return body.path("message").asText(body.path("Message").asText("HTTP " + status));
        }
    }

    /**
     * What a person says.
     *
     * @param answer {@code approve} or {@code reject}
     * @param because why
     * @param naming what the yes is to, where the question asks for its name
     */
    record Said(String answer, Optional<String> because, Optional<String> naming) {}

    /** The open questions of one plan, or of all. */
    Response list(Optional<String> plan) throws IOException {
        SdkHttpRequest.Builder request =
                SdkHttpRequest.builder().method(SdkHttpMethod.GET).uri(url.address());
        plan.ifPresent(name -> request.putRawQueryParameter("plan", name));
        return send(request.build(), "");
    }

    /**
     * Answers.
     *
     * @param question its digest, or the first twelve digits
     */
    Response answer(String plan, String question, Said said) throws IOException {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("plan", plan)
                .put("question", question)
                .put("answer", said.answer());
        said.because().ifPresent(text -> body.put("because", text));
        said.naming().ifPresent(name -> body.put("names", name));
        SdkHttpRequest request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(url.address())
                .putHeader("content-type", "application/json")
                .build();
        return send(request, body.toString());
    }

    private Response send(SdkHttpRequest request, String body) throws IOException {
        ContentStreamProvider content = body.isEmpty() ? null : ContentStreamProvider.fromUtf8String(body);
        SignedRequest signed = AwsV4HttpSigner.create()
                .sign(sign -> sign.identity(credentials.resolveCredentials())
                        .request(request)
                        .payload(content)
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "lambda")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, url.region()));
        HttpExecuteResponse response = http.prepareRequest(HttpExecuteRequest.builder()
                        .request(signed.request())
                        .contentStreamProvider(signed.payload().orElse(null))
                        .build())
                .call();
        return new Response(response.httpResponse().statusCode(), read(response));
    }

    private static JsonNode read(HttpExecuteResponse response) throws IOException {
        InputStream body = response.responseBody().map(InputStream.class::cast).orElse(InputStream.nullInputStream());
        try (body) {
            return JSON.readTree(new String(body.readAllBytes(), StandardCharsets.UTF_8));
        } catch (JsonProcessingException notJson) {
            return MissingNode.getInstance();
        }
    }
}
