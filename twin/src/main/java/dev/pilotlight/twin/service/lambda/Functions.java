package dev.pilotlight.twin.service.lambda;

import dev.pilotlight.twin.time.Timeline;
import dev.pilotlight.twin.wire.Front;
import dev.pilotlight.twin.wire.InProcessClient;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** The functions that are deployed in the twin, and their invocations. */
public final class Functions {
    /** An asynchronous invocation that fails is tried twice more, after one minute and after two. */
    private static final List<Duration> ASYNCHRONOUS_RETRIES = List.of(Duration.ofMinutes(1), Duration.ofMinutes(2));

    private static final ScopedValue<String> REQUEST_ID = ScopedValue.newInstance();

    private final Front front;
    private final Timeline timeline;
    private final Duration timeout;
    private final Duration coldStart;
    private final Map<String, Handler> handlers = new ConcurrentSkipListMap<>();
    private final Set<String> warm = ConcurrentHashMap.newKeySet();
    private final RequestIds requestIds = new RequestIds();

    /**
     * @param front where the functions' own requests go
     * @param timeout of every function
     * @param coldStart what the first invocation of a function waits before its handler begins
     */
    public Functions(Front front, Duration timeout, Duration coldStart) {
        this.front = front;
        this.timeline = front.timeline();
        this.timeout = timeout;
        this.coldStart = coldStart;
    }

    /** The id of the invocation that the calling thread runs; empty when it runs none. */
    public static Optional<String> requestId() {
        return REQUEST_ID.isBound() ? Optional.of(REQUEST_ID.get()) : Optional.empty();
    }

    public void deploy(String name, Handler handler) {
        handlers.put(name, handler);
    }

    public boolean isDeployed(String name) {
        return handlers.containsKey(name);
    }

    /**
     * Invokes a function and waits for its answer in the calling task. When the caller is interrupted, the function
     * runs on.
     *
     * @return empty when there is no such function
     */
    public Optional<Answer> invoke(String name, String event) throws InterruptedException {
        Handler handler = handlers.get(name);
        if (handler == null) {
            return Optional.empty();
        }
        Invocation invocation = new Invocation(name, handler, event);
        invocation.ended.await();
        return Optional.of(invocation.answer);
    }

    /** Invokes a function without waiting, as an event source does: a failure is tried twice more. */
    public void invokeLater(String name, String event) {
        timeline.start("asynchronous " + name, () -> {
            try {
                deliver(name, event);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void deliver(String name, String event) throws InterruptedException {
        Optional<Answer> answer = invoke(name, event);
        for (Duration pause : ASYNCHRONOUS_RETRIES) {
            if (answer.isEmpty() || answer.get() instanceof Answer.Returned) {
                return;
            }
            timeline.sleep(pause);
            answer = invoke(name, event);
        }
    }

    private final class Invocation {
        private final String name;
        private final Handler handler;
        private final String event;
        private final Timeline.Signal ended = timeline.signal();
        private final Timeline.Task timer;
        private final Timeline.Task task;
        private volatile Answer answer = new Answer.Failed("Lambda.Unknown", "the function did not answer");

        private Invocation(String name, Handler handler, String event) {
            this.name = name;
            this.handler = handler;
            this.event = event;
            this.timer = timeline.after(timeout, name + " timeout", this::giveUp);
            this.task = timeline.start(name, this::run);
        }

        private void run() {
            try {
                if (warm.add(name)) {
                    timeline.sleep(coldStart);
                }
                String requestId = requestIds.next(name, event, timeline.now());
                ScopedValue.where(REQUEST_ID, requestId).run(() -> InProcessClient.bind(front, () -> end(handled())));
                timer.interrupt();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private Answer handled() {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try {
                handler.handle(new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), out);
                return Answer.Returned.of(out.toByteArray());
            } catch (RuntimeException | IOException e) {
                return new Answer.Failed(e.getClass().getName(), String.valueOf(e.getMessage()));
            } catch (SandboxLostError e) {
                return new Answer.Failed("Lambda.Unknown", String.valueOf(e.getMessage()));
            } catch (StackOverflowError e) {
                return new Answer.Failed("Runtime.ExitError", "the runtime ended: " + e);
            }
        }

        private void giveUp() {
            end(new Answer.Failed("Sandbox.Timedout", "Task timed out after " + timeout.toSeconds() + ".00 seconds"));
            task.interrupt();
        }

        private synchronized void end(Answer how) {
            if (!ended.raised()) {
                answer = how;
                ended.raise();
            }
        }
    }
}
