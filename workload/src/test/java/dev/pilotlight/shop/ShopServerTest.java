package dev.pilotlight.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ShopServerTest {
    private static final Duration LIMIT = Duration.ofMillis(200);

    private final StubbornOrders orders = new StubbornOrders();
    private final ShopServer server = new ShopServer(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            new Routes(orders, new OrdersPage("us-east-1")),
            LIMIT,
            line -> {});
    private final HttpClient visitor = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        visitor.close();
        server.close();
    }

    @Test
    void anAnswerSaysWhatItIsAndThatNobodyMayKeepIt() throws Exception {
        HttpResponse<String> answer = send(request("/orders").GET());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(answer.headers().firstValue("Content-Security-Policy")).isPresent();
    }

    @Test
    void aHangingDatabaseKeepsNobodyWaiting() throws Exception {
        HttpResponse<String> answer = send(request("/health").GET());
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).isEqualTo("The database takes too long to answer.");
        orders.interrupted.await();
    }

    @Test
    void aHugeBodyIsRefusedUnread() throws Exception {
        HttpResponse<String> answer =
                send(request("/orders").POST(HttpRequest.BodyPublishers.ofString("x".repeat(5_000))));
        assertThat(answer.statusCode()).isEqualTo(413);
    }

    @Test
    void aHeadHasNoBody() throws Exception {
        HttpResponse<String> answer = send(request("/orders").method("HEAD", HttpRequest.BodyPublishers.noBody()));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void aFaultOfTheShopIsNotShownToItsVisitor() throws Exception {
        HttpResponse<String> answer = send(request("/orders/" + new UUID(0, 1)).GET());
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).doesNotContain("on purpose");
    }

    @Test
    void aBusyPortIsNamed() {
        InetSocketAddress taken = new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port());
        assertThatThrownBy(
                        () -> new ShopServer(taken, new Routes(orders, new OrdersPage("x")), LIMIT, line -> {}).close())
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(Integer.toString(server.port()));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return visitor.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Orders whose heartbeat never ends by itself. */
    private static final class StubbornOrders implements Orders {
        private final CountDownLatch interrupted = new CountDownLatch(1);

        @Override
        public PlacedOrder place(Order order) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<PlacedOrder> find(UUID id) {
            throw new IllegalStateException("on purpose");
        }

        @Override
        public List<PlacedOrder> latest(int limit) {
            return List.of();
        }

        @Override
        public void beat() {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
        }
    }
}
