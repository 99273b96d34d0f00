package dev.pilotlight.twin.wire;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What can be wrong with where a signature says that a request is going. The signature itself is not verified. The
 * codes are those of the <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html">common
 * errors</a>, of <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html">
 * services that speak JSON</a>, and of <a
 * href="https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html">S3</a>.
 */
final class Signatures {
    private static final Pattern REGION = Pattern.compile("[a-z]{2}(-[a-z]+)+-[0-9]{1,2}");
    private static final Pattern SERVICE = Pattern.compile("Credential=[^/,]+/[0-9]{8}/[^/,]+/([a-z0-9-]+)");
    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final int FORBIDDEN = 403;

    private Signatures() {}

    /** Whether a request without a scope was meant for a service all the same, and not for a website. */
    static boolean isForService(HttpRequest request) {
        return isSigned(request) || speaksObjects(request) || isUnsignedForm(request);
    }

    /** The answer to a request for a service that has no usable scope. */
    static AwsError incomplete(HttpRequest request) {
        if (!isSigned(request)) {
            return new AwsError(
                    FORBIDDEN,
                    speaksObjects(request) ? "MissingAuthenticationTokenException" : "MissingAuthenticationToken",
                    "Request is missing Authentication Token");
        }
        String what = "the Authorization header's Credential must be KEY/DATE/REGION/SERVICE/aws4_request";
        if (spokesman(request).equals("s3")) {
            return AwsError.badRequest("AuthorizationHeaderMalformed", what);
        }
        return AwsError.badRequest(
                speaksObjects(request) ? "IncompleteSignatureException" : "IncompleteSignature", what);
    }

    /** The answer to a request for a service that the twin does not have. */
    static AwsError unmodelled(HttpRequest request, String service) {
        return AwsError.badRequest(
                speaksObjects(request) ? "UnknownOperationException" : "InvalidAction",
                "The service " + service + " is not modelled by the twin");
    }

    /**
     * Refuses a scope whose Region cannot be one, or is not the one from which a global service is signed.
     *
     * @throws AwsError as the service words it
     */
    static void requireRegion(HttpRequest request, Call.Scope scope, AwsService service) {
        boolean elsewhere = service.onlyRegion()
                .filter(only -> !only.equals(scope.region()))
                .isPresent();
        if (!elsewhere && REGION.matcher(scope.region()).matches()) {
            return;
        }
        String what = "Credential should be scoped to a valid Region, not '" + scope.region() + "'"
                + service.onlyRegion().map(only -> "; it is " + only).orElse("");
        if (scope.service().equals("s3")) {
            throw AwsError.badRequest("AuthorizationHeaderMalformed", what);
        }
        throw speaksObjects(request)
                ? AwsError.badRequest("InvalidSignatureException", what)
                : new AwsError(FORBIDDEN, "SignatureDoesNotMatch", what);
    }

    /** The service in whose protocol a request is refused that reaches none. */
    static String spokesman(HttpRequest request) {
        if (request.header("smithy-protocol").isPresent()) {
            return "monitoring";
        }
        if (request.header("x-amz-target").isPresent()) {
            return "dynamodb";
        }
        Matcher named = SERVICE.matcher(request.header("authorization").orElse(""));
        return named.find() ? named.group(1) : "sts";
    }

    private static boolean isSigned(HttpRequest request) {
        return request.header("authorization").orElse("").startsWith(ALGORITHM);
    }

    private static boolean speaksObjects(HttpRequest request) {
        return request.header("smithy-protocol").isPresent()
                || request.header("x-amz-target").isPresent();
    }

    /** Sites have names; a form that is sent to the bare address is an unsigned call. */
    private static boolean isUnsignedForm(HttpRequest request) {
        return request.header("content-type").orElse("").startsWith("application/x-www-form-urlencoded")
                && request.host().startsWith("127.0.0.1");
    }
}
