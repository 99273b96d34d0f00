package dev.pilotlight.plan;

import java.util.regex.Pattern;

/**
 * An Amazon Machine Image.
 *
 * @param value like {@code ami-0123456789abcdef0}
 */
public record ImageId(String value) implements Comparable<ImageId> {
    private static final Pattern FORM = Pattern.compile("ami-(?:[0-9a-f]{8}|[0-9a-f]{17})");

    public ImageId {
        Form.require(value, FORM, "an image", "ami-0123456789abcdef0");
    }

    @Override
    public int compareTo(ImageId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
