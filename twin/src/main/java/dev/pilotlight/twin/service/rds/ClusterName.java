package dev.pilotlight.twin.service.rds;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The parts of a cluster's ARN. */
record ClusterName(String region, String account, String identifier) {
    private static final Pattern ARN =
            Pattern.compile("arn:aws:rds:([a-z0-9-]+):([0-9]{12}):cluster:([a-zA-Z][a-zA-Z0-9-]*)");

    static Optional<ClusterName> parse(String arn) {
        Matcher matcher = ARN.matcher(arn);
        return matcher.matches()
                ? Optional.of(new ClusterName(matcher.group(1), matcher.group(2), matcher.group(3)))
                : Optional.empty();
    }

    static ClusterName of(String arn) {
        return parse(arn).orElseThrow(() -> new IllegalArgumentException("not the ARN of a cluster: " + arn));
    }
}
