package dev.pilotlight.plan;

import java.util.regex.Pattern;

/**
 * A subnet of a VPC.
 *
 * @param value like {@code subnet-0123456789abcdef0}
 */
public record SubnetId(String value) implements Comparable<SubnetId> {
    private static final Pattern FORM = Pattern.compile("subnet-(?:[0-9a-f]{8}|[0-9a-f]{17})");

    public SubnetId {
        Form.require(value, FORM, "a subnet", "subnet-0123456789abcdef0");
    }

    @Override
    public int compareTo(SubnetId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
