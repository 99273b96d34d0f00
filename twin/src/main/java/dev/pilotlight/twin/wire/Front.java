package dev.pilotlight.twin.wire;

import dev.pilotlight.twin.time.Timeline;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The one way into the twin. A signed request goes to the service and Region of its credential scope, any other, and
 * one to a function URL, to the website of its host. Services answer one at a time.
 */
public final class Front {
    private final Timeline timeline;
    private final String account;
    private final Map<String, AwsService> services = new LinkedHashMap<>();
    private final List<Passage> passages;
    private final Website websites;
    private final ReentrantLock exclusive = new ReentrantLock();
    private final AtomicLong calls = new AtomicLong();

    /**
     * @param account the account everything belongs to, twelve digits
     * @param passages from the outermost to the innermost
     * @param websites answers unsigned requests, and the signed ones it wants
     */
    public Front(
            Timeline timeline, String account, List<AwsService> services, List<Passage> passages, Website websites) {
        this.timeline = timeline;
        this.account = account;
        services.forEach(service -> this.services.put(service.signingName(), service));
        this.passages = List.copyOf(passages);
        this.websites = websites;
    }

    /** The timeline on which calls take their time. */
    public Timeline timeline() {
        return timeline;
    }

    /**
     * Takes one request to whoever answers it. The calling thread must be a task of the timeline.
     *
     * @throws IOException when nobody listens at the address
     */
    public HttpResponse handle(HttpRequest request) throws IOException, InterruptedException {
        if (websites.wantsSigned(request)) {
            return websites.visit(request);
        }
        Call.Scope scope = Call.Scope.of(request).orElse(null);
        if (scope == null && !Signatures.isForService(request)) {
            return websites.visit(request);
        }
        return scope == null ? refused(Signatures.incomplete(request), request) : call(request, scope);
    }

    /** Does something to the twin's state while no service answers anybody. */
    public <T> T exclusively(Supplier<T> work) {
        exclusive.lock();
        try {
            return work.get();
        } finally {
            exclusive.unlock();
        }
    }

    private HttpResponse call(HttpRequest request, Call.Scope scope) throws InterruptedException {
        long number = calls.incrementAndGet();
        AwsService service = services.get(scope.service());
        if (service == null) {
            return refused(Signatures.unmodelled(request, scope.service()), request);
        }
        String requestId = requestId(number);
        try {
            Signatures.requireRegion(request, scope, service);
            String operation = service.operation(request);
            Call call = new Call(number, scope.service(), scope.region(), scope.principal(), operation, request);
            return through(0, call, service, requestId);
        } catch (AwsError e) {
            return service.refuse(e, request, requestId);
        }
    }

    /** Says no where no service can: in the words of one that speaks the request's protocol. */
    private HttpResponse refused(AwsError error, HttpRequest request) {
        AwsService spokesman = Optional.ofNullable(services.get(Signatures.spokesman(request)))
                .orElseGet(() -> services.values().iterator().next());
        return spokesman.refuse(error, request, requestId(calls.incrementAndGet()));
    }

    private static String requestId(long number) {
        return "00000000-0000-4000-8000-%012x".formatted(number);
    }

    private HttpResponse through(int index, Call call, AwsService service, String requestId)
            throws InterruptedException {
        if (index == passages.size()) {
            return serve(call, service, requestId);
        }
        return passages.get(index).pass(call, () -> through(index + 1, call, service, requestId));
    }

    private HttpResponse serve(Call call, AwsService service, String requestId) {
        CallContext context = new CallContext(call.region(), account, call.principal(), requestId, timeline.now());
        try {
            return exclusively(() -> service.serve(call.request(), context));
        } catch (AwsError e) {
            return service.refuse(e, call.request(), requestId);
        }
    }
}
