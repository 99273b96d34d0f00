package dev.pilotlight.twin.wire;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;

/**
 * Tells of every call that got an answer, one JSON object a line: when it was answered, what was called where and by
 * whom, and the answer's status. What was sent and answered is not in it, for that may be secret.
 */
public final class CallLog implements Passage {
    private final InstantSource clock;
    private final Consumer<String> lines;

    /** @param lines is called by many threads, one at a time */
    public CallLog(InstantSource clock, Consumer<String> lines) {
        this.clock = clock;
        this.lines = lines;
    }

    @Override
    public HttpResponse pass(Call call, Inner inner) throws InterruptedException {
        HttpResponse response = inner.proceed();
        String line = line(call, response.status(), clock.instant());
        synchronized (lines) {
            lines.accept(line);
        }
        return response;
    }

    private static String line(Call call, int status, Instant at) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("at", at.toString())
                .put("number", call.number())
                .put("region", call.region())
                .put("service", call.service())
                .put("operation", call.operation())
                .put("by", call.principal())
                .put("status", status)
                .toString();
    }
}
