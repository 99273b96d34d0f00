package dev.pilotlight.rehearsal.memory;

import dev.pilotlight.rehearsal.DeployedFunctions;
import dev.pilotlight.twin.wire.HttpRequest;
import dev.pilotlight.twin.wire.HttpResponse;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;

/** Stands before one of the SDK's clients. */
final class RememberingClient implements InvocationHandler {
    /** Of a client; what is beyond is forgotten all at once, for most of it was asked for only once anyway. */
    private static final int MOST_REMEMBERED = 4000;

    private final SdkClient real;
    private final ConcurrentMap<Method, Kind> kinds = new ConcurrentHashMap<>();
    private final ConcurrentMap<Asked, HttpRequest> requests = new ConcurrentHashMap<>();
    private final ConcurrentMap<Answered, SdkResponse> answers = new ConcurrentHashMap<>();

    RememberingClient(SdkClient real) {
        this.real = real;
    }

    /** Who asks what; the signature names the function. */
    private record Asked(String function, SdkRequest request) {}

    /** Which operation got what. */
    private record Answered(Class<?> operation, AnswerText text) {}

    private enum Kind {
        /** One request object in, one answer object out. */
        CALL,
        /** Comes down to calls of this very client: a paginator, a request that is built on the way. */
        MADE_OF_CALLS,
        /** Streams and everything else. */
        OTHER
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        return switch (kinds.computeIfAbsent(method, RememberingClient::kind)) {
            case CALL -> call(method, (SdkRequest) Objects.requireNonNull(arguments)[0]);
            case MADE_OF_CALLS -> InvocationHandler.invokeDefault(proxy, method, arguments);
            case OTHER -> invokeReal(method, arguments);
        };
    }

    private static Kind kind(Method method) {
        Class<?>[] takes = method.getParameterTypes();
        if (takes.length == 1 && SdkRequest.class.isAssignableFrom(takes[0])) {
            return SdkResponse.class.isAssignableFrom(method.getReturnType()) ? Kind.CALL : Kind.MADE_OF_CALLS;
        }
        boolean built = method.isDefault() && takes.length == 1 && Consumer.class.isAssignableFrom(takes[0]);
        return built ? Kind.MADE_OF_CALLS : Kind.OTHER;
    }

    private @Nullable Object call(Method method, SdkRequest request) throws Throwable {
        Asked asked = new Asked(DeployedFunctions.running(), request);
        HttpRequest known = requests.get(asked);
        return known == null ? callFully(method, request, asked) : callShortly(method, request, known);
    }

    /** The SDK does everything, while its request and the answer are noted. */
    private @Nullable Object callFully(Method method, SdkRequest request, Asked asked) throws Throwable {
        Carriage.Noting noting = new Carriage.Noting();
        Object answer = noting.during(() -> invokeReal(method, new Object[] {request}));
        if (answer instanceof SdkResponse response) {
            noting.seen().ifPresent(seen -> {
                remember(requests, asked, seen.request());
                remember(answers, new Answered(request.getClass(), AnswerText.of(seen.response())), response);
            });
        }
        return answer;
    }

    private @Nullable Object callShortly(Method method, SdkRequest request, HttpRequest marshalled) throws Throwable {
        try {
            HttpResponse response = CallLimit.handle(marshalled);
            Answered answered = new Answered(request.getClass(), AnswerText.of(response));
            SdkResponse known = response.status() < 300 ? answers.get(answered) : null;
            return known == null ? read(method, request, response, answered) : known;
        } catch (IOException | InterruptedException failure) {
            return Carriage.instead(failure).during(() -> invokeReal(method, new Object[] {request}));
        }
    }

    /** The SDK makes an object, or an exception, of an answer that is here already. */
    private @Nullable Object read(Method method, SdkRequest request, HttpResponse response, Answered answered)
            throws Throwable {
        Object answer = Carriage.instead(response).during(() -> invokeReal(method, new Object[] {request}));
        if (answer instanceof SdkResponse read) {
            remember(answers, answered, read);
        }
        return answer;
    }

    private @Nullable Object invokeReal(Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException failure) {
            throw failure.getTargetException();
        }
    }

    private static <K, V> void remember(ConcurrentMap<K, V> memory, K key, V value) {
        if (memory.size() >= MOST_REMEMBERED) {
            memory.clear();
        }
        memory.put(key, value);
    }
}
