package dev.pilotlight.cli.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A steady stream of orders through the front door. Every acknowledged order is remembered, so that losses can be
 * counted afterwards, and every answer with its time, so that the outage can be measured where a visitor feels it.
 */
final class Shoppers implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration PACE = Duration.ofMillis(50);

    private final URI orders;
    private final InstantSource clock;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(PATIENCE).executor(threads).build();
    private final AtomicInteger number = new AtomicInteger();
    private volatile boolean closing;
    private final List<Attempt> attempts = new ArrayList<>();

    Shoppers(URI frontDoor, InstantSource clock) {
        this.orders = frontDoor.resolve("/orders");
        this.clock = clock;
    }

    /**
     * One order.
     *
     * @param id the client's name for it
     * @param sent when the client began
     * @param answered when it knew the result
     * @param acknowledged whether the shop said that the order is committed
     */
    record Attempt(String id, Instant sent, Instant answered, boolean acknowledged) {}

    void start() {
        threads.execute(() -> {
            while (!closing) {
                threads.execute(this::orderOnce);
                LockSupport.parkNanos(PACE.toNanos());
            }
        });
    }

    /** Stops sending and waits for the last answers. */
    void goHome() {
        closing = true;
        threads.close();
        client.close();
    }

    @Override
    public void close() {
        goHome();
    }

    /** The ids of the orders that were acknowledged before a moment. */
    synchronized List<String> acknowledgedBefore(Instant moment) {
        return attempts.stream()
                .filter(attempt -> attempt.acknowledged() && attempt.answered().isBefore(moment))
                .map(Attempt::id)
                .toList();
    }

    synchronized int acknowledged() {
        return (int) attempts.stream().filter(Attempt::acknowledged).count();
    }

    /** Whether an order was acknowledged a moment ago, so that a disaster now finds orders on their way. */
    synchronized boolean areServed() {
        Instant lately = clock.instant().minus(PACE.multipliedBy(4));
        return attempts.stream()
                .anyMatch(
                        attempt -> attempt.acknowledged() && attempt.answered().isAfter(lately));
    }

    /** When the first order after a moment failed, by the time it was sent. */
    synchronized Optional<Instant> firstFailureAfter(Instant moment) {
        return attempts.stream()
                .filter(attempt -> !attempt.acknowledged() && attempt.answered().isAfter(moment))
                .map(Attempt::sent)
                .min(Instant::compareTo);
    }

    /** When the first order was acknowledged that was sent after a moment, provided that one has failed since. */
    synchronized Optional<Instant> recoveredAfter(Instant moment) {
        return firstFailureAfter(moment)
                .flatMap(failed -> attempts.stream()
                        .filter(attempt -> attempt.acknowledged()
                                && attempt.sent().isAfter(moment)
                                && attempt.sent().isAfter(failed))
                        .map(Attempt::answered)
                        .min(Instant::compareTo));
    }

    /** The longest time after a moment in which no order was acknowledged. */
    synchronized Duration longestPauseAfter(Instant moment) {
        List<Instant> good = attempts.stream()
                .filter(attempt -> attempt.acknowledged() && attempt.answered().isAfter(moment))
                .map(Attempt::answered)
                .sorted()
                .toList();
        Duration longest = Duration.ZERO;
        Instant before = moment;
        for (Instant next : good) {
            Duration pause = Duration.between(before, next);
            longest = pause.compareTo(longest) > 0 ? pause : longest;
            before = next;
        }
        return longest;
    }

    private void orderOnce() {
        String id = new UUID(0x4000L, Long.MIN_VALUE | number.incrementAndGet()).toString();
        Instant sent = clock.instant();
        boolean acknowledged = place(id);
        remember(new Attempt(id, sent, clock.instant(), acknowledged));
    }

    private synchronized void remember(Attempt attempt) {
        attempts.add(attempt);
    }

    private boolean place(String id) {
        String body = "{\"id\":\"" + id + "\",\"item\":\"lantern\",\"quantity\":1}";
        HttpRequest request = HttpRequest.newBuilder(orders)
                .timeout(PATIENCE)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 201;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
