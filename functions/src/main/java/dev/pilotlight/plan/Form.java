package dev.pilotlight.plan;

import java.util.regex.Pattern;

/** The forms that identifiers must have; a value of another form never becomes a record. */
final class Form {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}");

    private Form() {}

    static void require(String value, Pattern form, String what, String example) {
        if (!form.matcher(value).matches()) {
            throw new IllegalArgumentException(shape(value) + " is not " + what + "; write it like " + example);
        }
    }

    /** Names that become tags, tokens and paths. */
    static void requireName(String value, String what) {
        if (!NAME.matcher(value).matches()) {
            throw new IllegalArgumentException(what + " is " + shape(value)
                    + " of another form; use a letter, then at most 39 letters, digits and hyphens, all lower case");
        }
    }

    static void requireText(String value, String what) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(what + " is empty; give it a value");
        }
    }

    static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    /** What a message says of a value that may have been pasted into the wrong field, and may be a secret. */
    static String shape(String value) {
        return "a text of " + value.length() + " characters";
    }
}
