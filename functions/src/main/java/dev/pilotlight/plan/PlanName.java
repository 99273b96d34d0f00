package dev.pilotlight.plan;

import java.util.regex.Pattern;

/**
 * The name of a plan, unique in an account's recovery Region.
 *
 * @param value like {@code shop}
 */
public record PlanName(String value) implements Comparable<PlanName> {
    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9-]{0,39}");

    public PlanName {
        Form.require(
                value,
                FORM,
                "a plan's name (a letter, then at most 39 letters, digits and hyphens, all lower case)",
                "shop");
    }

    @Override
    public int compareTo(PlanName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
