package dev.pilotlight.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.ssm.SsmClient;

class ParameterEndpointSourceTest {
    private volatile int status = 200;
    private volatile String answer = "";
    private HttpServer systemsManager;
    private SsmClient client;
    private EndpointSource source;

    @BeforeEach
    void start() throws IOException {
        systemsManager = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        systemsManager.createContext("/", exchange -> {
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        systemsManager.start();
        client = SsmClient.builder()
                .region(Region.US_WEST_2)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret")))
                .endpointOverride(URI.create(
                        "http://127.0.0.1:" + systemsManager.getAddress().getPort()))
                .httpClient(UrlConnectionHttpClient.create())
                .overrideConfiguration(override -> override.retryStrategy(DefaultRetryStrategy.doNotRetry()))
                .build();
        source = new ParameterEndpointSource(() -> client, "/shop/database/endpoint");
    }

    @AfterEach
    void stop() {
        client.close();
        systemsManager.stop(0);
    }

    @Test
    void everyQuestionIsAskedAnew() {
        answer = "{\"Parameter\":{\"Value\":\"east.example:5432\"}}";
        assertThat(source.current()).hasToString("east.example:5432");
        answer = "{\"Parameter\":{\"Value\":\"west.example:5432\"}}";
        assertThat(source.current()).hasToString("west.example:5432");
    }

    @Test
    void aMissingParameterIsNamed() {
        status = 400;
        answer = "{\"__type\":\"ParameterNotFound\"}";
        assertThatThrownBy(source::current)
                .isInstanceOf(UnavailableException.class)
                .hasMessage("The parameter /shop/database/endpoint cannot be read.");
    }

    @Test
    void aParameterThatNamesNoEndpointIsNamed() {
        answer = "{\"Parameter\":{\"Value\":\"pending\"}}";
        assertThatThrownBy(source::current)
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("'pending' is not an endpoint");
    }
}
