package dev.pilotlight.plan;

import java.util.regex.Pattern;

/**
 * An EC2 instance.
 *
 * @param value like {@code i-0123456789abcdef0}
 */
public record InstanceId(String value) implements Comparable<InstanceId> {
    private static final Pattern FORM = Pattern.compile("i-(?:[0-9a-f]{8}|[0-9a-f]{17})");

    public InstanceId {
        Form.require(value, FORM, "an instance", "i-0123456789abcdef0");
    }

    @Override
    public int compareTo(InstanceId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
