package dev.pilotlight.twin.service.lambda;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.pilotlight.twin.wire.Call;
import dev.pilotlight.twin.wire.HttpResponse;
import dev.pilotlight.twin.wire.Passage;
import java.util.Optional;
import java.util.function.Supplier;

/** Answers invocations that somebody waits for: the one thing a service of the twin cannot do, for it never waits. */
public final class Invocations implements Passage {
    private final Supplier<Functions> functions;

    /** @param functions the deployed ones, which come to be after the way to them */
    public Invocations(Supplier<Functions> functions) {
        this.functions = functions;
    }

    @Override
    public HttpResponse pass(Call call, Inner inner) throws InterruptedException {
        boolean awaited = call.service().equals("lambda")
                && call.operation().equals("Invoke")
                && LambdaService.isAwaited(call.request());
        if (!awaited) {
            return inner.proceed();
        }
        Optional<Answer> answer = functions
                .get()
                .invoke(
                        LambdaService.functionName(call.request()),
                        call.request().text());
        return answer.isPresent() ? response(answer.get()) : inner.proceed();
    }

    private static HttpResponse response(Answer answer) {
        return switch (answer) {
            case Answer.Returned(String payload) -> HttpResponse.of(200, "application/json", payload);
            case Answer.Failed(String type, String message) ->
                HttpResponse.of(200, "application/json", failure(type, message))
                        .with("x-amz-function-error", "Unhandled");
        };
    }

    private static String failure(String type, String message) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("errorMessage", message)
                .put("errorType", type)
                .toString();
    }
}
