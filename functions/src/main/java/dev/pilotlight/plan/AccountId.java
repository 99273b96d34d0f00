package dev.pilotlight.plan;

import java.util.regex.Pattern;

/**
 * An AWS account.
 *
 * @param value like {@code 111111111111}
 */
public record AccountId(String value) implements Comparable<AccountId> {
    private static final Pattern FORM = Pattern.compile("[0-9]{12}");

    public AccountId {
        Form.require(value, FORM, "an account (12 digits, in quotes)", "111111111111");
    }

    @Override
    public int compareTo(AccountId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
