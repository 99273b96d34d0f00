package dev.pilotlight.twin.service.lambda;

import dev.pilotlight.twin.wire.AwsError;
import dev.pilotlight.twin.wire.AwsService;
import dev.pilotlight.twin.wire.CallContext;
import dev.pilotlight.twin.wire.HttpRequest;
import dev.pilotlight.twin.wire.HttpResponse;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * AWS Lambda as programs call it. A service never waits, so an invocation that somebody waits for does not come here:
 * {@link Invocations} answers it on the way.
 */
public final class LambdaService implements AwsService {
    private static final Pattern PATH = Pattern.compile("/2015-03-31/functions/([^/]+)/(invocations|configuration)");
    private static final String JSON = "application/json";

    private final Invocable functions;

    public LambdaService(Invocable functions) {
        this.functions = functions;
    }

    /** What the service knows of the deployed functions, which come to be after it. */
    public interface Invocable {
        boolean isDeployed(String name);

        void invokeLater(String name, String event);
    }

    @Override
    public String signingName() {
        return "lambda";
    }

    @Override
    public String operation(HttpRequest request) {
        Matcher path = path(request);
        String operation = request.method() + " " + path.group(2);
        return switch (operation) {
            case "POST invocations" -> "Invoke";
            case "GET configuration" -> "GetFunctionConfiguration";
            default -> throw unmodelled(request);
        };
    }

    @Override
    public HttpResponse serve(HttpRequest request, CallContext context) {
        String name = functionName(request);
        String arn = context.arn("lambda", "function:" + name);
        if (!functions.isDeployed(name)) {
            throw new AwsError(404, "ResourceNotFoundException", "Function not found: " + arn);
        }
        if (operation(request).equals("Invoke")) {
            return invokeLater(name, request);
        }
        String body = "{\"FunctionName\":\"" + name + "\",\"FunctionArn\":\"" + arn
                + "\",\"Version\":\"$LATEST\",\"State\":\"Active\",\"LastUpdateStatus\":\"Successful\"}";
        return HttpResponse.of(200, JSON, body);
    }

    private HttpResponse invokeLater(String name, HttpRequest request) {
        return switch (invocationType(request)) {
            case "Event" -> {
                functions.invokeLater(name, request.text());
                yield HttpResponse.of(202, JSON, "");
            }
            case "DryRun" -> HttpResponse.of(204, JSON, "");
            default -> throw unmodelled(request);
        };
    }

    /** Whether the caller waits for the function's answer. */
    static boolean isAwaited(HttpRequest request) {
        return invocationType(request).equals("RequestResponse");
    }

    private static String invocationType(HttpRequest request) {
        return request.header("x-amz-invocation-type").orElse("RequestResponse");
    }

    /** The name of the function, which requests give as a name or as an ARN, with or without an alias. */
    static String functionName(HttpRequest request) {
        String given = URLDecoder.decode(path(request).group(1), StandardCharsets.UTF_8);
        String named = given.substring(given.indexOf(":function:") < 0 ? 0 : given.indexOf(":function:") + 10);
        return named.contains(":") ? named.substring(0, named.indexOf(':')) : named;
    }

    private static Matcher path(HttpRequest request) {
        Matcher path = PATH.matcher(request.path());
        if (!path.matches()) {
            throw unmodelled(request);
        }
        return path;
    }

    private static AwsError unmodelled(HttpRequest request) {
        return AwsError.badRequest(
                "UnknownOperationException",
                request.method() + " " + request.path() + " of Lambda is not modelled by the twin");
    }

    @Override
    public HttpResponse refuse(AwsError error, HttpRequest request, String requestId) {
        String body = "{\"Type\":\"User\",\"Message\":\"" + error.explanation().replace("\"", "'") + "\"}";
        return HttpResponse.of(error.status(), JSON, body)
                .with("x-amzn-errortype", error.code())
                .with("x-amzn-requestid", requestId);
    }
}
