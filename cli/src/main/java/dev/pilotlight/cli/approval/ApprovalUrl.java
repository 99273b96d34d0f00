package dev.pilotlight.cli.approval;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the deployment takes answers.
 *
 * @param region the Region of the function, for which requests are signed
 */
record ApprovalUrl(URI address, String region) {
    private static final Pattern HOST = Pattern.compile("([a-z0-9]+)\\.lambda-url\\.([a-z0-9-]+)\\.on\\.aws");

    /** A function URL, whose host names its Region, or any other address in a given Region. */
    static ApprovalUrl of(URI url, String otherwise) {
        Matcher host = HOST.matcher(Optional.ofNullable(url.getHost()).orElse(""));
        return new ApprovalUrl(url, host.matches() ? host.group(2) : otherwise);
    }

    /** The same function behind an endpoint that stands for all of AWS: a twin's loopback port. */
    ApprovalUrl behind(URI endpoint) {
        Matcher host = HOST.matcher(Optional.ofNullable(address.getHost()).orElse(""));
        return host.matches() ? new ApprovalUrl(endpoint.resolve("/lambda-url/" + host.group(1) + "/"), region) : this;
    }
}
