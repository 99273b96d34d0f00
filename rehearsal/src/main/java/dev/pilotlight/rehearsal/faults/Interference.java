package dev.pilotlight.rehearsal.faults;

import static java.util.Objects.requireNonNull;

import dev.pilotlight.twin.service.lambda.SandboxLostError;
import dev.pilotlight.twin.time.Timeline;
import dev.pilotlight.twin.wire.Call;
import dev.pilotlight.twin.wire.HttpResponse;
import dev.pilotlight.twin.wire.Passage.Inner;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the faults of one performance happen, until they are lifted. */
public final class Interference {
    /** What the client that probes sites waits for an answer. */
    private static final Duration PROBE_LIMIT = Duration.ofSeconds(2);

    private final Timeline timeline;
    private final List<Fault> faults;
    private final Incident.Stagehand stagehand;
    private final Map<String, HttpResponse> remembered = new HashMap<>();
    private final Map<String, Instant> darkUntil = new HashMap<>();
    private final boolean remembers;
    private Optional<String> operation = Optional.empty();
    private boolean lifted;

    /** @param stagehand makes incidents happen */
    public Interference(Timeline timeline, List<Fault> faults, Incident.Stagehand stagehand) {
        this.timeline = timeline;
        this.faults = List.copyOf(faults);
        this.stagehand = stagehand;
        this.remembers = faults.stream()
                .anyMatch(fault -> fault instanceof Fault.OnCall on && on.kind() == CallFault.STALE_READ);
    }

    /** From now on nothing goes wrong any more. */
    public void lift() {
        lifted = true;
        darkUntil.clear();
    }

    /** No service of a Region answers, for a while. */
    public void darken(String region, Duration span) {
        darkUntil.put(region, timeline.now().plus(span));
    }

    /**
     * Lets a call pass, or does to it what the faults say.
     *
     * @param index of the call in the performance
     * @return the answer, and which fault struck the call, if one did
     */
    public Passed pass(int index, Call call, Inner inner) throws InterruptedException {
        if (lifted) {
            return new Passed(inner.proceed(), Optional.empty());
        }
        happenings(index);
        hangInTheDark(call);
        Optional<CallFault> fault = faultOf(index, call);
        return fault.isPresent()
                ? new Passed(struck(fault.get(), call, inner), fault)
                : new Passed(remembering(call, inner.proceed()), Optional.empty());
    }

    /** How a call came through. */
    public record Passed(HttpResponse response, Optional<CallFault> fault) {}

    /** The fault that strikes a call; a stale read needs an earlier one. */
    public Optional<CallFault> faultOf(int index, Call call) {
        for (Fault fault : faults) {
            if (fault instanceof Fault.OnCall on
                    && strikes(on, index, call)
                    && on.kind().appliesTo(call)) {
                return on.kind() == CallFault.STALE_READ && !remembered.containsKey(key(call))
                        ? Optional.empty()
                        : Optional.of(on.kind());
            }
        }
        return Optional.empty();
    }

    private boolean strikes(Fault.OnCall fault, int index, Call call) {
        if (fault.call() == index) {
            operation = fault.always() ? Optional.of(operation(call)) : operation;
            return true;
        }
        return fault.always()
                && index > fault.call()
                && operation.filter(operation(call)::equals).isPresent();
    }

    private static String operation(Call call) {
        return call.service() + ':' + call.operation() + ':' + call.region();
    }

    private void happenings(int index) {
        for (Fault fault : faults) {
            if (fault instanceof Fault.AtCall at && at.call() == index) {
                stagehand.let(at.incident());
            }
        }
    }

    private void hangInTheDark(Call call) throws InterruptedException {
        Instant until = darkUntil.get(call.region());
        if (until != null && timeline.now().isBefore(until)) {
            hang(call);
        }
    }

    private HttpResponse struck(CallFault fault, Call call, Inner inner) throws InterruptedException {
        return switch (fault) {
            case SERVER_ERROR, THROTTLED, DENIED -> refused(fault, call);
            case HANG -> hang(call);
            case LOST_ANSWER -> {
                inner.proceed();
                yield hang(call);
            }
            case STALE_READ -> requireNonNull(remembered.get(key(call)));
            case MALFORMED -> halved(inner.proceed());
            case CRASH_BEFORE -> throw new SandboxLostError("the sandbox was lost before " + call);
            case CRASH_AFTER -> {
                inner.proceed();
                throw new SandboxLostError("the sandbox was lost after " + call);
            }
        };
    }

    private static HttpResponse refused(CallFault fault, Call call) {
        if (!call.service().equals(CallFault.WEB)) {
            throw fault.error(call.service());
        }
        int status = fault == CallFault.DENIED ? 403 : fault == CallFault.THROTTLED ? 429 : 503;
        return HttpResponse.of(status, "text/plain", "no\n");
    }

    private HttpResponse hang(Call call) throws InterruptedException {
        if (call.service().equals(CallFault.WEB)) {
            timeline.sleep(PROBE_LIMIT);
            throw new UncheckedIOException(new SocketTimeoutException("Read timed out"));
        }
        timeline.signal().await();
        throw new IllegalStateException("nobody raises this signal");
    }

    private static HttpResponse halved(HttpResponse whole) {
        byte[] half = whole.body().length == 0
                ? "<".getBytes(StandardCharsets.UTF_8)
                : Arrays.copyOf(whole.body(), whole.body().length / 2);
        return new HttpResponse(whole.status(), whole.headers(), half);
    }

    private HttpResponse remembering(Call call, HttpResponse response) {
        if (remembers && CallFault.STALE_READ.appliesTo(call)) {
            remembered.put(key(call), response);
        }
        return response;
    }

    private static String key(Call call) {
        return call.region() + ' ' + RequestText.of(call);
    }
}
