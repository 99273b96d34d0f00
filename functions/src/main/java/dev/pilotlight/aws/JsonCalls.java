package dev.pilotlight.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.plan.RegionName;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;

/**
 * Signed calls of services that speak AWS JSON 1.1, for those of which one operation is used: a client of each would
 * make the deployment larger than the question is worth. Only operations that read belong here.
 */
public final class JsonCalls {
    private static final ObjectReader READER = JsonMapper.builder().build().reader();
    private static final int LIMIT = 256 * 1024;

    /** Nothing else can be called without a permit, which this class does not take. */
    private static final Pattern READS = Pattern.compile("[A-Za-z0-9_]+\\.(?:Describe|Get|List)[A-Za-z]+");

    private final SdkHttpClient http;
    private final AwsCredentialsProvider credentials;
    private final RegionName region;
    private final Optional<URI> endpoint;

    JsonCalls(SdkHttpClient http, AwsCredentialsProvider credentials, RegionName region, Optional<URI> endpoint) {
        this.http = http;
        this.credentials = credentials;
        this.region = region;
        this.endpoint = endpoint;
    }

    /** The same calls of another Region. */
    public JsonCalls in(RegionName other) {
        return new JsonCalls(http, credentials, other, endpoint);
    }

    /**
     * Asks a service.
     *
     * @param service its signing name, which is the beginning of its endpoint as well, like {@code kms}
     * @param target the operation with its prefix, like {@code TrentService.DescribeKey}
     * @throws IllegalArgumentException when the operation does not only read
     * @throws software.amazon.awssdk.core.exception.SdkException as the SDK's own clients do
     */
    public JsonNode ask(String service, String target, ObjectNode question) {
        if (!READS.matcher(target).matches()) {
            throw new IllegalArgumentException(target + " may change something; give it a port that takes a permit");
        }
        URI uri = endpoint.orElse(URI.create("https://" + service + "." + region + ".amazonaws.com"));
        SdkHttpRequest request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(uri)
                .encodedPath("/")
                .putHeader("Content-Type", "application/x-amz-json-1.1")
                .putHeader("X-Amz-Target", target)
                .build();
        ContentStreamProvider body = ContentStreamProvider.fromString(question.toString(), StandardCharsets.UTF_8);
        SignedRequest signed = AwsV4HttpSigner.create()
                .sign(sign -> sign.identity(credentials.resolveCredentials())
                        .request(request)
                        .payload(body)
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region.value()));
        try {
            return answer(http.prepareRequest(HttpExecuteRequest.builder()
                            .request(signed.request())
                            .contentStreamProvider(signed.payload().orElse(body))
                            .build())
                    .call());
        } catch (IOException noAnswer) {
            throw SdkClientException.create("no answer from " + service, noAnswer);
        }
    }

    private static JsonNode answer(HttpExecuteResponse response) throws IOException {
        int status = response.httpResponse().statusCode();
        JsonNode answer = READER.readTree(read(response));
        if (status / 100 == 2) {
            return answer;
        }
        String type = answer.path("__type").asText();
        String message = answer.path("message").asText(answer.path("Message").asText());
        throw AwsServiceException.builder()
                .statusCode(status)
                .message(message)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(type.substring(type.indexOf('#') + 1))
                        .errorMessage(message)
                        .build())
                .build();
    }

    private static byte[] read(HttpExecuteResponse response) throws IOException {
        if (response.responseBody().isEmpty()) {
            return new byte[0];
        }
        try (InputStream body = response.responseBody().get()) {
            return body.readNBytes(LIMIT);
        }
    }
}
