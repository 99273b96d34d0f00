package dev.pilotlight.shop;

import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import software.amazon.awssdk.services.ssm.SsmClient;

/** Starts the shop: the only place that reads the environment. */
public final class Shop {
    private static final int CONNECTIONS = 8;
    private static final Duration PATIENCE = Duration.ofMillis(700);
    private static final Duration ANSWER_LIMIT = Duration.ofMillis(1_800);

    private Shop() {}

    public static void main(String[] arguments) {
        // Without it the server's small answers wait for delayed acknowledgements, 40 ms each.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        try {
            open(Settings.from(System.getenv()));
        } catch (IllegalArgumentException | UncheckedIOException e) {
            System.err.println("The shop cannot open: " + e.getMessage());
            System.exit(2);
        }
    }

    private static void open(Settings settings) {
        ConnectionPool pool =
                new ConnectionPool(new PostgresConnector(endpoints(settings), settings), CONNECTIONS, PATIENCE);
        ShopServer server = new ShopServer(
                new InetSocketAddress(settings.address(), settings.port()),
                new Routes(new PostgresOrders(pool), new OrdersPage(settings.region())),
                ANSWER_LIMIT,
                System.err::println);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            server.close();
            pool.close();
        }));
        System.out.println("Open: " + settings);
    }

    /** A drill's instance is told where its database is, for it reaches no service that it could ask. */
    private static EndpointSource endpoints(Settings settings) {
        if (!settings.endpoint().isEmpty()) {
            Endpoint endpoint = Endpoint.parse(settings.endpoint());
            return () -> endpoint;
        }
        Supplier<SsmClient> client = startBuilding(() -> ParameterEndpointSource.client(settings));
        return new ParameterEndpointSource(client, settings.endpointParameter());
    }

    /** Builds something slow beside the rest of the start; whoever needs it waits for it. */
    private static <T> Supplier<T> startBuilding(Supplier<T> builder) {
        FutureTask<T> task = new FutureTask<>(builder::get);
        Thread.ofPlatform().daemon().name("builder").start(task);
        return () -> {
            try {
                return task.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new UnavailableException("The shop is still opening.", e);
            } catch (ExecutionException e) {
                throw new UnavailableException("The shop cannot find its database.", e);
            }
        };
    }
}
