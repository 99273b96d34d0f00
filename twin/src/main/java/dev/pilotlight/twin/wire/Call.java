package dev.pilotlight.twin.wire;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One call of an AWS operation on its way through the front.
 *
 * @param number counts the twin's calls, from 1
 * @param service the signing name, for example {@code ec2}
 * @param region from the credential scope
 * @param principal the access key id that signed
 */
public record Call(
        long number, String service, String region, String principal, String operation, HttpRequest request) {

    /** Where a signed request says it is going. */
    record Scope(String principal, String region, String service) {
        private static final Pattern CREDENTIAL =
                Pattern.compile("Credential=([^/,\\s]+)/[0-9]{8}/([^/]+)/([^/]+)/aws4_request");
        private static final Pattern IN_QUERY = Pattern.compile("^([^/]+)/[0-9]{8}/([^/]+)/([^/]+)/aws4_request$");

        static Optional<Scope> of(HttpRequest request) {
            Optional<Scope> signed = request.header("authorization").flatMap(value -> first(CREDENTIAL, value));
            return signed.isPresent() ? signed : presigned(request);
        }

        private static Optional<Scope> presigned(HttpRequest request) {
            return Optional.ofNullable(request.queryParameters().get("X-Amz-Credential"))
                    .flatMap(value -> first(IN_QUERY, value));
        }

        private static Optional<Scope> first(Pattern pattern, String value) {
            Matcher matcher = pattern.matcher(value);
            return matcher.find()
                    ? Optional.of(new Scope(matcher.group(1), matcher.group(2), matcher.group(3)))
                    : Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "#" + number + " " + service + ":" + operation + " in " + region;
    }
}
