package dev.pilotlight.plan;

import java.util.regex.Pattern;

/**
 * An Aurora cluster: one member of a global database.
 *
 * @param value like {@code arn:aws:rds:us-west-2:111111111111:cluster:shop-west}
 */
public record ClusterArn(String value) implements Comparable<ClusterArn> {
    private static final Pattern RESOURCE = Pattern.compile("cluster:[a-z](?:-?[a-z0-9]){0,62}");

    public ClusterArn {
        parse(value);
    }

    private static Arn parse(String value) {
        return Arn.parse(
                value,
                "rds",
                RESOURCE,
                "the ARN of an Aurora cluster",
                "arn:aws:rds:us-west-2:111111111111:cluster:shop-west");
    }

    /** The Region it lies in. */
    public RegionName region() {
        return parse(value).region();
    }

    /** The account it belongs to. */
    public AccountId account() {
        return parse(value).account();
    }

    /** The identifier alone, like {@code shop-west}. */
    public String identifier() {
        return value.substring(value.lastIndexOf(':') + 1);
    }

    @Override
    public int compareTo(ClusterArn other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
