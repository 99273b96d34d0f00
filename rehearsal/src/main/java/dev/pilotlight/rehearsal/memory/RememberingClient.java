package dev.pilotlight.rehearsal.memory;

import dev.pilotlight.rehearsal.DeployedFunctions;
import dev.pilotlight.twin.wire.HttpRequest;
import dev.pilotlight.twin.wire.HttpResponse;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.pagination.sync.SdkIterable;

/**
 * Stands before one of the SDK's clients. The SDK marshals a request, the twin is asked for the answer, and the SDK
 * reads that; it does neither for what it has done already.
 */
final class RememberingClient implements InvocationHandler {
    private static final int MOST_REMEMBERED = 1000;

    private final SdkClient real;
    private final ConcurrentMap<Method, Kind> kinds = new ConcurrentHashMap<>();
    private final Remembered<Asked, HttpRequest> requests = new Remembered<>(MOST_REMEMBERED);
    private final Remembered<Answered, SdkResponse> answers = new Remembered<>(MOST_REMEMBERED);

    RememberingClient(SdkClient real) {
        this.real = real;
    }

    /** Who asks what; the signature names the function. */
    private record Asked(String function, SdkRequest request) {}

    /** Which operation got what. */
    private record Answered(Class<?> operation, AnswerText text) {}

    private enum Kind {
        /** One request object in, one answer object out. */
        PLAIN,
        /** A request object and a body in, or a body out. */
        STREAM,
        /** Comes down to calls of this very client: a paginator, a request that is built on the way. */
        MADE_OF_CALLS,
        /** Calls nobody. */
        OTHER
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        return switch (kinds.computeIfAbsent(method, RememberingClient::kind)) {
            case PLAIN -> plain(method, Objects.requireNonNull(arguments));
            case STREAM -> stream(method, Objects.requireNonNull(arguments));
            case MADE_OF_CALLS -> InvocationHandler.invokeDefault(proxy, method, arguments);
            case OTHER -> invokeReal(method, arguments);
        };
    }

    private static Kind kind(Method method) {
        Class<?>[] takes = method.getParameterTypes();
        boolean takesRequest = takes.length > 0 && SdkRequest.class.isAssignableFrom(takes[0]);
        boolean answers = SdkResponse.class.isAssignableFrom(method.getReturnType());
        if (takesRequest && takes.length == 1 && answers) {
            return Kind.PLAIN;
        }
        if (takesRequest && takes.length > 1) {
            return Kind.STREAM;
        }
        boolean builds = takes.length > 0 && Consumer.class.isAssignableFrom(takes[0]);
        boolean pages = SdkIterable.class.isAssignableFrom(method.getReturnType());
        return takesRequest || builds || pages || answers ? Kind.MADE_OF_CALLS : Kind.OTHER;
    }

    private @Nullable Object plain(Method method, Object[] arguments) throws Throwable {
        Asked asked = new Asked(DeployedFunctions.running(), (SdkRequest) arguments[0]);
        HttpRequest request = requests.get(asked);
        return request == null ? first(asked, method, arguments) : again(request, method, arguments);
    }

    private @Nullable Object stream(Method method, Object[] arguments) throws Throwable {
        return asked(new Carriage.Asking(RememberingClient::ask), method, arguments);
    }

    private @Nullable Object first(Asked asked, Method method, Object[] arguments) throws Throwable {
        Carriage.Asking asking = new Carriage.Asking(RememberingClient::ask);
        try {
            Object answer = asked(asking, method, arguments);
            HttpResponse response = Objects.requireNonNull(asking.response());
            if (!AnswerText.isLong(response)) {
                answers.put(new Answered(arguments[0].getClass(), AnswerText.of(response)), (SdkResponse)
                        Objects.requireNonNull(answer));
            }
            return answer;
        } finally {
            Optional.ofNullable(asking.request()).ifPresent(request -> requests.put(asked, request));
        }
    }

    private @Nullable Object asked(Carriage.Asking asking, Method method, Object[] arguments) throws Throwable {
        try {
            return asking.answered(() -> invokeReal(method, arguments));
        } catch (IOException | InterruptedException failure) {
            return failing(failure, method, arguments);
        }
    }

    private @Nullable Object failing(Exception failure, Method method, Object[] arguments) throws Throwable {
        return new Carriage.Failing(failure).during(() -> invokeReal(method, arguments));
    }

    private static HttpResponse ask(HttpRequest request) throws IOException, InterruptedException {
        return Dialogue.ask(new Question.OfAws(request));
    }

    private @Nullable Object again(HttpRequest request, Method method, Object[] arguments) throws Throwable {
        HttpResponse response;
        try {
            response = ask(request);
        } catch (IOException | InterruptedException failure) {
            return failing(failure, method, arguments);
        }
        if (response.status() >= 300 || AnswerText.isLong(response)) {
            return new Carriage.Answering(response).during(() -> invokeReal(method, arguments));
        }
        Answered answered = new Answered(arguments[0].getClass(), AnswerText.of(response));
        SdkResponse known = answers.get(answered);
        if (known == null) {
            known = (SdkResponse) Objects.requireNonNull(
                    new Carriage.Answering(response).during(() -> invokeReal(method, arguments)));
            answers.put(answered, known);
        }
        return known;
    }

    private @Nullable Object invokeReal(Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException failure) {
            throw failure.getTargetException();
        }
    }
}
