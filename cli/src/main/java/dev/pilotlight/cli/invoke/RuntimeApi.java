package dev.pilotlight.cli.invoke;

import dev.pilotlight.twin.wire.HttpRequest;
import dev.pilotlight.twin.wire.HttpResponse;
import dev.pilotlight.twin.wire.LoopbackServer;
import java.io.IOException;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Lambda's side of the <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">runtime API</a>, for
 * one invocation: hands out the event, and receives the answer.
 */
final class RuntimeApi implements AutoCloseable {
    private static final String INVOCATION = "/2018-06-01/runtime/invocation/";
    private static final String JSON = "application/json";

    private final String event;
    private final String functionArn;
    private final Instant deadline;
    private final String requestId = UUID.randomUUID().toString();
    private final AtomicBoolean handedOut = new AtomicBoolean();
    private final CompletableFuture<Reply> reply = new CompletableFuture<>();
    private final LoopbackServer server;

    /**
     * Starts listening on a free loopback port.
     *
     * @param event JSON
     * @param functionArn what the function is told about itself
     * @param deadline when the function's time is up
     */
    RuntimeApi(String event, String functionArn, Instant deadline) throws IOException {
        this.event = event;
        this.functionArn = functionArn;
        this.deadline = deadline;
        this.server = LoopbackServer.start(0, this::answer);
    }

    /** What the runtime client is told in {@code AWS_LAMBDA_RUNTIME_API}. */
    String address() {
        return "127.0.0.1:" + server.port();
    }

    /** Completes when the function has answered. */
    CompletableFuture<Reply> reply() {
        return reply;
    }

    @Override
    public void close() {
        server.close();
    }

    private HttpResponse answer(HttpRequest request) throws InterruptedException {
        String path = request.path();
        if (path.equals(INVOCATION + "next")) {
            return next();
        }
        if (path.equals(INVOCATION + requestId + "/response")) {
            reply.complete(Reply.returned(request.text()));
        } else if (path.equals(INVOCATION + requestId + "/error") || path.equals("/2018-06-01/runtime/init/error")) {
            reply.complete(Reply.failed(request.text()));
        } else {
            return HttpResponse.of(404, JSON, "{\"errorType\":\"NotFound\",\"errorMessage\":\"no such path\"}");
        }
        return HttpResponse.of(202, JSON, "{\"status\":\"OK\"}");
    }

    /** There is one event: whoever asks for another waits until this is closed. */
    private HttpResponse next() throws InterruptedException {
        if (!handedOut.compareAndSet(false, true)) {
            new CountDownLatch(1).await();
        }
        return HttpResponse.of(200, JSON, event)
                .with("Lambda-Runtime-Aws-Request-Id", requestId)
                .with("Lambda-Runtime-Deadline-Ms", Long.toString(deadline.toEpochMilli()))
                .with("Lambda-Runtime-Invoked-Function-Arn", functionArn);
    }
}
