package dev.pilotlight.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.pilotlight.plan.RegionName;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.http.SdkHttpRequest;

/** A network that answers as a test says, behind the real SDK: what goes over the wire is what is tested. */
public final class ScriptedHttp implements SdkHttpClient {
    private final Function<Asked, Answer> script;
    private final List<Asked> asked = new ArrayList<>();

    public ScriptedHttp(Function<Asked, Answer> script) {
        this.script = script;
    }

    /** A network that loses every connection. */
    public static ScriptedHttp broken() {
        return new ScriptedHttp(asked -> {
            throw new UncheckedIOException(new IOException("connection reset"));
        });
    }

    /** One request, as it went over the wire. */
    public record Asked(
            String method, String host, String path, String query, Map<String, List<String>> headers, String body) {
        public Asked {
            TreeMap<String, List<String>> sorted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            sorted.putAll(headers);
            headers = sorted;
        }

        public String header(String name) {
            return String.join(",", headers.getOrDefault(name, List.of()));
        }

        public JsonNode json() {
            try {
                return JsonMapper.builder().build().readTree(body);
            } catch (IOException notJson) {
                throw new UncheckedIOException(notJson);
            }
        }
    }

    /** What comes back. */
    public record Answer(int status, Map<String, String> headers, String body) {
        public static Answer json(int status, String body) {
            return new Answer(status, Map.of("Content-Type", "application/x-amz-json-1.0"), body);
        }

        public static Answer xml(int status, String body) {
            return new Answer(status, Map.of("Content-Type", "text/xml"), body);
        }
    }

    /** Everything that was asked, in order. */
    public List<Asked> asked() {
        return List.copyOf(asked);
    }

    /** The SDK's clients over this network, without retries, and with limits that no busy machine reaches. */
    public AwsClients clients() {
        return new SdkClients(
                this,
                StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIAIOSFODNN7EXAMPLE", "example")),
                new RegionName("us-west-2"),
                Optional.empty(),
                EndlessPatience::new);
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                Asked one = read(request);
                asked.add(one);
                try {
                    return write(script.apply(one));
                } catch (UncheckedIOException lost) {
                    throw lost.getCause();
                }
            }

            @Override
            public void abort() {}
        };
    }

    private static Asked read(HttpExecuteRequest request) throws IOException {
        SdkHttpRequest http = request.httpRequest();
        String body = request.contentStreamProvider().isPresent()
                ? new String(request.contentStreamProvider().get().newStream().readAllBytes(), StandardCharsets.UTF_8)
                : "";
        return new Asked(
                http.method().name(),
                http.host(),
                http.encodedPath(),
                http.encodedQueryParameters().orElse(""),
                http.headers(),
                body);
    }

    private static HttpExecuteResponse write(Answer answer) {
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        SdkHttpFullResponse.Builder response = SdkHttpFullResponse.builder()
                .statusCode(answer.status())
                .putHeader("Content-Length", Integer.toString(bytes.length));
        answer.headers().forEach(response::putHeader);
        return HttpExecuteResponse.builder()
                .response(response.build())
                .responseBody(AbortableInputStream.create(new ByteArrayInputStream(bytes)))
                .build();
    }

    @Override
    public void close() {}

    @Override
    public String clientName() {
        return "Scripted";
    }
}
