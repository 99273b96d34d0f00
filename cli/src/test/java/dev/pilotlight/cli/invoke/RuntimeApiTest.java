package dev.pilotlight.cli.invoke;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class RuntimeApiTest {
    private static final String ROOT = "/2018-06-01/runtime/";
    private static final Instant DEADLINE = Instant.parse("2026-01-01T12:00:30Z");

    @AutoClose
    private final HttpClient runtime = HttpClient.newHttpClient();

    @AutoClose
    private final RuntimeApi api = new RuntimeApi("{\"a\":1}", "arn:aws:lambda:r:1:function:F", DEADLINE);

    RuntimeApiTest() throws IOException {}

    @Test
    void theRuntimeIsHandedTheEventWithWhatAFunctionMayKnow() throws Exception {
        HttpResponse<String> next = get("invocation/next");

        assertThat(next.body()).isEqualTo("{\"a\":1}");
        assertThat(next.headers().firstValue("Lambda-Runtime-Deadline-Ms")).hasValue("1767268830000");
        assertThat(next.headers().firstValue("Lambda-Runtime-Invoked-Function-Arn"))
                .hasValue("arn:aws:lambda:r:1:function:F");
        assertThat(api.reply()).isNotDone();
    }

    @Test
    void anAnswerIsReceivedForTheInvocationThatWasHandedOut() throws Exception {
        assertThat(post("invocation/" + handedOut() + "/response", "{\"b\":2}")).isEqualTo(202);

        assertThat(api.reply()).isCompletedWithValue(Reply.returned("{\"b\":2}"));
    }

    @Test
    void anErrorIsReceivedAsTheRuntimeWroteIt() throws Exception {
        String error = "{\"errorMessage\":\"no\",\"errorType\":\"a.B\"}";
        post("invocation/" + handedOut() + "/error", error);

        assertThat(api.reply()).isCompletedWithValue(Reply.failed(error));
    }

    @Test
    void aRuntimeThatCannotStartSaysSo() throws Exception {
        post("init/error", "{\"errorType\":\"Runtime.BadFunctionCode\"}");

        assertThat(api.reply()).isCompletedWithValue(Reply.failed("{\"errorType\":\"Runtime.BadFunctionCode\"}"));
    }

    @Test
    void anAnswerToAnotherInvocationIsRefused() throws Exception {
        handedOut();

        assertThat(post("invocation/another/response", "{}")).isEqualTo(404);
        assertThat(api.reply()).isNotDone();
    }

    private String handedOut() throws Exception {
        return get("invocation/next")
                .headers()
                .firstValue("Lambda-Runtime-Aws-Request-Id")
                .orElseThrow();
    }

    private HttpResponse<String> get(String path) throws Exception {
        return runtime.send(HttpRequest.newBuilder(at(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private int post(String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(at(path))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return runtime.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
    }

    private URI at(String path) {
        return URI.create("http://" + api.address() + ROOT + path);
    }
}
