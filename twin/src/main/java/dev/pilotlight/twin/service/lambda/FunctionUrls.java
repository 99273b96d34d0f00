package dev.pilotlight.twin.service.lambda;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.twin.time.Timeline;
import dev.pilotlight.twin.wire.HttpRequest;
import dev.pilotlight.twin.wire.HttpResponse;
import dev.pilotlight.twin.wire.Website;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Function URLs with IAM authentication: only a request that is signed for Lambda in the function's Region reaches the
 * function. They answer at their host, and on a loopback port at the path {@code /lambda-url/<id>/}. The twin takes the
 * access key id for the identity and does not recompute signatures.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html">Invoking function URLs</a>
 */
public final class FunctionUrls implements Website {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern HOST =
            Pattern.compile("([a-z0-9]+)\\.lambda-url\\.([a-z0-9-]+)\\.on\\.aws(?::[0-9]+)?");
    private static final Pattern PATH = Pattern.compile("/lambda-url/([a-z0-9]+)(/.*)?");
    private static final Pattern SIGNED = Pattern.compile(
            "AWS4-HMAC-SHA256 Credential=([^/,\\s]+)/[0-9]{8}/([^/]+)/lambda/aws4_request, ?SignedHeaders=[^,]+, ?Signature=[0-9a-f]{64}");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final int ID_LENGTH = 32;

    private final Functions functions;
    private final Timeline timeline;
    private final String account;
    private final Map<String, Target> targets = new ConcurrentSkipListMap<>();

    private record Target(String function, String region) {}

    /** @param account twelve digits */
    public FunctionUrls(Functions functions, Timeline timeline, String account) {
        this.functions = functions;
        this.timeline = timeline;
        this.account = account;
    }

    /** Gives a function a URL; returns its id, which is always the same for the same function. */
    public String open(String region, String function) {
        String id = id(region + " " + function);
        targets.put(id, new Target(function, region));
        return id;
    }

    /** The host at which a URL's id answers. */
    public String host(String id) {
        Target target = targets.get(id);
        if (target == null) {
            throw new IllegalArgumentException(id + " is the id of no function URL");
        }
        return id + ".lambda-url." + target.region() + ".on.aws";
    }

    @Override
    public boolean wantsSigned(HttpRequest request) {
        return address(request).isPresent();
    }

    @Override
    public HttpResponse visit(HttpRequest request) throws IOException, InterruptedException {
        Matcher address = address(request)
                .orElseThrow(() -> new IllegalArgumentException(request.host() + " is no function URL"));
        Target target = targets.get(address.group(1));
        if (target == null) {
            return HttpResponse.of(404, "application/json", "{\"Message\":null}");
        }
        Matcher signature = SIGNED.matcher(request.header("authorization").orElse(""));
        if (!signature.matches() || !signature.group(2).equals(target.region())) {
            return HttpResponse.of(403, "application/json", "{\"Message\":\"Forbidden\"}")
                    .with("x-amzn-ErrorType", "AccessDeniedException");
        }
        String path = address.pattern() == PATH
                ? Optional.ofNullable(address.group(2)).orElse("/")
                : request.path();
        ObjectNode event = event(request, path, address.group(1), target, signature.group(1));
        return response(functions.invoke(target.function(), event.toString()).orElse(null));
    }

    private static Optional<Matcher> address(HttpRequest request) {
        Matcher host = HOST.matcher(request.host());
        if (host.matches()) {
            return Optional.of(host);
        }
        Matcher path = PATH.matcher(request.path());
        return path.matches() ? Optional.of(path) : Optional.empty();
    }

    private ObjectNode event(HttpRequest request, String path, String id, Target target, String accessKey) {
        ObjectNode event = JsonNodeFactory.instance
                .objectNode()
                .put("version", "2.0")
                .put("routeKey", "$default")
                .put("rawPath", path)
                .put("rawQueryString", request.query());
        ObjectNode headers = event.putObject("headers");
        request.headers().forEach(headers::put);
        if (!request.query().isEmpty()) {
            ObjectNode query = event.putObject("queryStringParameters");
            request.queryParameters().forEach(query::put);
        }
        Instant now = timeline.now();
        ObjectNode context = event.putObject("requestContext")
                .put("accountId", account)
                .put("apiId", id)
                .putNull("authentication");
        context.putObject("authorizer").set("iam", identity(accessKey));
        context.put("domainName", id + ".lambda-url." + target.region() + ".on.aws")
                .put("domainPrefix", id)
                .put("requestId", "00000000-0000-4000-8000-000000000000")
                .put("routeKey", "$default")
                .put("stage", "$default")
                .put("time", TIME.format(now))
                .put("timeEpoch", now.toEpochMilli());
        context.putObject("http")
                .put("method", request.method())
                .put("path", path)
                .put("protocol", "HTTP/1.1")
                .put("sourceIp", "127.0.0.1")
                .put("userAgent", request.header("user-agent").orElse(""));
        if (request.body().length > 0) {
            event.put("body", request.text());
        }
        return event.put("isBase64Encoded", false);
    }

    /** As STS would say it of the same access key. */
    private ObjectNode identity(String accessKey) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("accessKey", accessKey)
                .put("accountId", account)
                .put("callerId", "AROATWIN:" + accessKey)
                .putNull("cognitoIdentity")
                .putNull("principalOrgId")
                .put("userArn", "arn:aws:sts::" + account + ":assumed-role/" + accessKey + "/twin")
                .put("userId", "AROATWIN:" + accessKey);
    }

    private static HttpResponse response(@Nullable Answer answer) {
        if (!(answer instanceof Answer.Returned returned)) {
            return HttpResponse.of(502, "application/json", "Internal Server Error");
        }
        try {
            JsonNode payload = JSON.readTree(returned.payload());
            if (!payload.has("statusCode")) {
                return HttpResponse.of(200, "application/json", returned.payload());
            }
            byte[] body = payload.path("isBase64Encoded").asBoolean(false)
                    ? Base64.getDecoder().decode(payload.path("body").asText())
                    : payload.path("body").asText().getBytes(StandardCharsets.UTF_8);
            String type = payload.path("headers").path("content-type").asText("application/json");
            return HttpResponse.of(payload.path("statusCode").asInt(), type, body);
        } catch (JacksonException notJson) {
            return HttpResponse.of(502, "application/json", "Internal Server Error");
        }
    }

    private static String id(String name) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, ID_LENGTH);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java has SHA-256", missing);
        }
    }
}
