package dev.pilotlight.twin.wire;

import java.util.Optional;

/** One AWS service of the twin, in all its Regions. */
public interface AwsService {

    /** The service's name in the credential scope, for example {@code ec2}. */
    String signingName();

    /** The Region from which every request of a global service is signed; empty for a service that has Regions. */
    default Optional<String> onlyRegion() {
        return Optional.empty();
    }

    /**
     * The operation a request asks for, for example {@code RunInstances}.
     *
     * @throws AwsError when the request names none
     */
    String operation(HttpRequest request);

    /**
     * Carries out one request at once; it never waits. The caller holds the twin exclusively.
     *
     * @throws AwsError for every answer that is an error
     */
    HttpResponse serve(HttpRequest request, CallContext context);

    /** An error in the protocol that the request spoke. */
    HttpResponse refuse(AwsError error, HttpRequest request, String requestId);
}
