package dev.pilotlight.shop;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Serves the routes over HTTP and answers each request in time, whatever the database does. */
final class ShopServer implements AutoCloseable {
    private static final int LARGEST_BODY = 4_096;

    private final HttpServer server;
    private final Routes routes;
    private final Duration limit;
    private final Consumer<String> log;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /**
     * Listens at once.
     *
     * @param limit how long a request may take before its visitor is told that the shop is unavailable
     * @throws UncheckedIOException when the address cannot be listened on
     */
    ShopServer(InetSocketAddress address, Routes routes, Duration limit, Consumer<String> log) {
        this.routes = routes;
        this.limit = limit;
        this.log = log;
        try {
            server = HttpServer.create(address, 0);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on " + address + ": " + e.getMessage(), e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** Lets requests in progress finish, for a second at most. */
    @Override
    public void close() {
        server.stop(1);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = body(exchange);
            send(exchange, body.length > LARGEST_BODY ? tooLarge() : answer(exchange, body));
        }
    }

    private Response answer(HttpExchange exchange, byte[] body) {
        String path = exchange.getRequestURI().getPath();
        String query = exchange.getRequestURI().getRawQuery();
        Future<Response> answer = threads.submit(
                () -> routes.answer(exchange.getRequestMethod(), path, query == null ? "" : query, body));
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return routes.unavailable(path, "The database takes too long to answer.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return routes.unavailable(path, "The shop is closing.");
        } catch (ExecutionException e) {
            log.accept("a request to " + path + " failed: " + e.getCause());
            return Response.error(500, "Something went wrong in the shop.");
        } finally {
            // Interrupting a virtual thread closes the socket it waits on, so a hanging database holds nothing up.
            answer.cancel(true);
        }
    }

    private static byte[] body(HttpExchange exchange) throws IOException {
        try (InputStream body = exchange.getRequestBody()) {
            return body.readNBytes(LARGEST_BODY + 1);
        }
    }

    private static Response tooLarge() {
        return Response.error(413, "An order has at most " + LARGEST_BODY + " bytes.");
    }

    private static void send(HttpExchange exchange, Response response) throws IOException {
        byte[] body = response.body().getBytes(StandardCharsets.UTF_8);
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", response.contentType());
        headers.set("Cache-Control", "no-store");
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(response.status(), head ? -1 : body.length);
        if (!head) {
            exchange.getResponseBody().write(body);
        }
    }
}
