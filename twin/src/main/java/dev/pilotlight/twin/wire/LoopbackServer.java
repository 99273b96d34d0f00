package dev.pilotlight.twin.wire;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP server on a loopback port, each request on a thread of its own. */
public final class LoopbackServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private LoopbackServer(HttpServer server) {
        this.server = server;
    }

    /**
     * Starts listening on 127.0.0.1.
     *
     * @param port 0 for any free one
     * @throws PortBusyException when somebody else listens there
     */
    public static LoopbackServer start(int port, Website answers) throws IOException {
        LoopbackServer loopback = new LoopbackServer(listen(port));
        loopback.server.createContext("/", exchange -> serve(exchange, answers));
        loopback.server.setExecutor(loopback.threads);
        loopback.server.start();
        return loopback;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        threads.shutdownNow();
        server.stop(0);
    }

    /** The port that was asked for is taken. */
    public static final class PortBusyException extends IOException {
        PortBusyException(int port, IOException cause) {
            super("port " + port + " of 127.0.0.1 is in use; choose another, or 0 for a free one", cause);
        }
    }

    private static HttpServer listen(int port) throws IOException {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 0);
        } catch (BindException e) {
            throw new PortBusyException(port, e);
        }
    }

    private static void serve(HttpExchange exchange, Website answers) throws IOException {
        try (exchange) {
            HttpResponse response = answers.visit(read(exchange));
            response.headers()
                    .forEach((name, value) -> exchange.getResponseHeaders().add(name, value));
            boolean empty = exchange.getRequestMethod().equals("HEAD") || response.body().length == 0;
            exchange.sendResponseHeaders(response.status(), empty ? -1 : response.body().length);
            if (!empty) {
                exchange.getResponseBody().write(response.body());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static HttpRequest read(HttpExchange exchange) throws IOException {
        Map<String, String> headers = new TreeMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
        String query = exchange.getRequestURI().getRawQuery();
        return new HttpRequest(
                exchange.getRequestMethod(),
                headers.getOrDefault("host", "127.0.0.1"),
                exchange.getRequestURI().getRawPath(),
                query == null ? "" : query,
                headers,
                exchange.getRequestBody().readAllBytes());
    }
}
