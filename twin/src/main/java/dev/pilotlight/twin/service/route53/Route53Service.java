package dev.pilotlight.twin.service.route53;

import dev.pilotlight.twin.service.Identifiers;
import dev.pilotlight.twin.service.cloudwatch.CloudWatchService;
import dev.pilotlight.twin.time.Timeline;
import dev.pilotlight.twin.wire.*;
import dev.pilotlight.twin.world.FrontDoor;
import java.util.Optional;

public final class Route53Service implements AwsService {
    public Route53Service(Timeline timeline, CloudWatchService cloudWatch, Identifiers identifiers, Website internet) {}
    public Optional<FrontDoor.NameServer.Answer> resolve(String name) { return Optional.empty(); }
    @Override public String signingName() { return "route53"; }
    @Override public String operation(HttpRequest request) { return ""; }
    @Override public HttpResponse serve(HttpRequest request, CallContext context) { return HttpResponse.of(200, "", ""); }
    @Override public HttpResponse refuse(AwsError error, HttpRequest request, String requestId) { return HttpResponse.of(200, "", ""); }
}
