package dev.pilotlight.plan;

import java.util.regex.Pattern;

/**
 * The name of an AWS Region.
 *
 * @param value like {@code us-west-2}
 */
public record RegionName(String value) implements Comparable<RegionName> {
    private static final Pattern FORM = Pattern.compile("[a-z]{2}(?:-[a-z]+){1,2}-[0-9]");

    public RegionName {
        Form.require(value, FORM, "a Region", "us-west-2");
    }

    @Override
    public int compareTo(RegionName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
