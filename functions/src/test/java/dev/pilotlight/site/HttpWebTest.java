package dev.pilotlight.site;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

class HttpWebTest {
    private final SdkHttpClient client = UrlConnectionHttpClient.create();
    private final HttpWeb web = new HttpWeb(client, () -> 0);
    private final HttpServer server;

    HttpWebTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void start() {
        server.createContext("/", exchange -> {
            byte[] body = switch (exchange.getRequestURI().getPath()) {
                case "/large" -> "x".repeat(200_000).getBytes(StandardCharsets.UTF_8);
                case "/moved" -> new byte[0];
                default -> "schön".getBytes(StandardCharsets.UTF_8);
            };
            boolean moved = exchange.getRequestURI().getPath().equals("/moved");
            if (moved) {
                exchange.getResponseHeaders().add("Location", "/");
            }
            exchange.sendResponseHeaders(moved ? 302 : 200, body.length == 0 ? -1 : body.length);
            if (body.length > 0) {
                try (var output = exchange.getResponseBody()) {
                    output.write(body);
                }
            }
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        client.close();
    }

    private URI at(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    @Test
    void anAnswerIsReadAsUtf8() {
        assertThat(web.get(at("/"))).isEqualTo(new Web.Answer.Responded(200, "schön"));
    }

    @Test
    void aRedirectIsNotFollowed() {
        assertThat(web.get(at("/moved"))).isEqualTo(new Web.Answer.Responded(302, ""));
    }

    @Test
    void onlyTheBeginningOfALargeAnswerIsRead() {
        assertThat(web.get(at("/large")))
                .isInstanceOfSatisfying(
                        Web.Answer.Responded.class,
                        answer -> assertThat(answer.body()).hasSize(64 * 1024));
    }

    @Test
    void nobodyListeningIsSilence() {
        URI url = at("/");
        server.stop(0);
        assertThat(web.get(url)).isInstanceOf(Web.Answer.Silent.class);
    }

    @Test
    void anAnswerThatDoesNotEndIsSilence() {
        long[] nanos = {0};
        HttpWeb impatient = new HttpWeb(client, () -> nanos[0] += 3_000_000_000L);
        assertThat(impatient.get(at("/large"))).isInstanceOf(Web.Answer.Silent.class);
    }
}
