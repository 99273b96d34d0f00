package dev.pilotlight.twin.service.route53;

import dev.pilotlight.twin.wire.AwsError;
import dev.pilotlight.twin.wire.HttpRequest;
import java.util.Arrays;
import java.util.List;

/**
 * The operation that a method and a path stand for.
 *
 * @param id of the zone, check or change in the path; empty when there is none
 */
record Route(String operation, String id) {
    private static final String VERSION = "2013-04-01";

    static Route of(HttpRequest request) {
        List<String> path = Arrays.stream(request.path().split("/", -1))
                .filter(part -> !part.isEmpty())
                .toList();
        if (path.size() < 2 || !path.getFirst().equals(VERSION)) {
            throw unknown(request);
        }
        String id = path.size() > 2 ? path.get(2) : "";
        String shape = request.method() + " " + path.get(1) + (id.isEmpty() ? "" : "/*")
                + (path.size() > 3 ? "/" + String.join("/", path.subList(3, path.size())) : "");
        return new Route(
                switch (shape) {
                    case "GET hostedzone" -> "ListHostedZones";
                    case "GET hostedzone/*" -> "GetHostedZone";
                    case "GET hostedzone/*/rrset" -> "ListResourceRecordSets";
                    case "POST hostedzone/*/rrset" -> "ChangeResourceRecordSets";
                    case "GET change/*" -> "GetChange";
                    case "GET healthcheck" -> "ListHealthChecks";
                    case "POST healthcheck" -> "CreateHealthCheck";
                    case "GET healthcheck/*" -> "GetHealthCheck";
                    case "GET healthcheck/*/status" -> "GetHealthCheckStatus";
                    case "POST healthcheck/*" -> "UpdateHealthCheck";
                    case "DELETE healthcheck/*" -> "DeleteHealthCheck";
                    default -> throw unknown(request);
                },
                id);
    }

    static AwsError unknown(HttpRequest request) {
        return AwsError.badRequest(
                "InvalidAction",
                "What " + request.method() + " " + request.path() + " asks of route53 is not modelled by the twin");
    }
}
