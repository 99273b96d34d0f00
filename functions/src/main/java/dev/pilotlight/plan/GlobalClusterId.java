package dev.pilotlight.plan;

import java.util.regex.Pattern;

/**
 * An Aurora global database.
 *
 * @param value like {@code shop-global}
 */
public record GlobalClusterId(String value) implements Comparable<GlobalClusterId> {
    private static final Pattern FORM = Pattern.compile("[A-Za-z](?:-?[A-Za-z0-9]){0,62}");

    public GlobalClusterId {
        Form.require(value, FORM, "a global cluster's identifier (letters, digits and single hyphens)", "shop-global");
    }

    @Override
    public int compareTo(GlobalClusterId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
