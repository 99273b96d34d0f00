package dev.pilotlight.plan;

import java.util.regex.Pattern;

/**
 * A security group of a VPC.
 *
 * @param value like {@code sg-0123456789abcdef0}
 */
public record SecurityGroupId(String value) implements Comparable<SecurityGroupId> {
    private static final Pattern FORM = Pattern.compile("sg-(?:[0-9a-f]{8}|[0-9a-f]{17})");

    public SecurityGroupId {
        Form.require(value, FORM, "a security group", "sg-0123456789abcdef0");
    }

    @Override
    public int compareTo(SecurityGroupId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
