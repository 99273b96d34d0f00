package dev.pilotlight.twin.wire;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A service that takes form-encoded requests and answers in XML: EC2, RDS, Elastic Load Balancing, SNS, STS. */
public abstract class QueryService implements AwsService {
    private static final String XML = "text/xml;charset=UTF-8";

    private final Map<String, Operation> operations = new LinkedHashMap<>();
    private final Dialect dialect;
    private final String namespace;

    protected QueryService(Dialect dialect, String namespace) {
        this.dialect = dialect;
        this.namespace = namespace;
    }

    /** How the two generations of the protocol frame their answers. */
    protected enum Dialect {
        /** Result members stand directly in the response; errors under {@code Response/Errors}. */
        EC2,
        /** Result members stand in {@code <Operation>Result}; errors under {@code ErrorResponse}. */
        QUERY
    }

    /** What one operation does. It returns the members of its result. */
    @FunctionalInterface
    protected interface Handler {
        List<Xml> handle(QueryParameters parameters, CallContext context);
    }

    private record Operation(Set<String> parameters, Handler handler) {}

    /**
     * Declares an operation.
     *
     * @param parameters the top-level parameters that are modelled; any other is refused before anything happens
     */
    protected final void operation(String name, Set<String> parameters, Handler handler) {
        operations.put(name, new Operation(parameters, handler));
    }

    /** Called before every modelled operation; a service with request limits refuses here. */
    protected void admit(String action, CallContext context) {}

    @Override
    public final String operation(HttpRequest request) {
        String action = parameters(request).get("Action");
        if (action == null) {
            throw AwsError.badRequest("MissingAction", "The request names no Action");
        }
        return action;
    }

    @Override
    public final HttpResponse serve(HttpRequest request, CallContext context) {
        Map<String, String> sent = parameters(request);
        String action = sent.getOrDefault("Action", "");
        Operation operation = operations.get(action);
        if (operation == null) {
            throw AwsError.badRequest(
                    "InvalidAction", "The action " + action + " of " + signingName() + " is not modelled by the twin");
        }
        admit(action, context);
        QueryParameters parameters = new QueryParameters(sent);
        parameters.firstOutside(operation.parameters()).ifPresent(unknown -> {
            throw AwsError.badRequest(
                    "UnknownParameter", "The parameter " + unknown + " of " + action + " is not modelled by the twin");
        });
        return answer(action, operation.handler().handle(parameters, context), context.requestId());
    }

    @Override
    public final HttpResponse refuse(AwsError error, HttpRequest request, String requestId) {
        Xml code = Xml.text("Code", error.code());
        Xml message = Xml.text("Message", error.explanation());
        Xml body = switch (dialect) {
            case EC2 ->
                Xml.element(
                        "Response",
                        Xml.element("Errors", Xml.element("Error", code, message)),
                        Xml.text("RequestID", requestId));
            case QUERY ->
                Xml.element(
                                "ErrorResponse",
                                Xml.element("Error", Xml.text("Type", side(error)), code, message),
                                Xml.text("RequestId", requestId))
                        .withNamespace(namespace);
        };
        return HttpResponse.of(error.status(), XML, body.document());
    }

    private static String side(AwsError error) {
        return error.status() >= 500 ? "Receiver" : "Sender";
    }

    private HttpResponse answer(String action, List<Xml> members, String requestId) {
        Xml response = Xml.element(action + "Response").withNamespace(namespace);
        switch (dialect) {
            case EC2 -> {
                response.add(Xml.text("requestId", requestId));
                members.forEach(response::add);
            }
            case QUERY -> {
                response.add(Xml.element(action + "Result", members));
                response.add(Xml.element("ResponseMetadata", Xml.text("RequestId", requestId)));
            }
        }
        return HttpResponse.of(200, XML, response.document());
    }

    private static Map<String, String> parameters(HttpRequest request) {
        Map<String, String> parameters = new LinkedHashMap<>(request.queryParameters());
        parameters.putAll(HttpRequest.form(new String(request.body(), StandardCharsets.UTF_8)));
        return parameters;
    }
}
