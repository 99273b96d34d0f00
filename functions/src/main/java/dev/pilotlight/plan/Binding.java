package dev.pilotlight.plan;

import java.util.regex.Pattern;

/**
 * A Systems Manager parameter that the instances read, and the fact that is written to it after the promotion.
 *
 * @param parameter its full name, like {@code /shop/database/endpoint}
 * @param value the fact: {@code database.<name>.endpoint} or {@code database.<name>.port}
 */
public record Binding(String parameter, String value) {
    private static final Pattern PARAMETER = Pattern.compile("(?:/[A-Za-z0-9_.-]+){1,15}");
    private static final Pattern VALUE = Pattern.compile("database\\.[a-z][a-z0-9-]{0,39}\\.(?:endpoint|port)");

    public Binding {
        Form.require(parameter, PARAMETER, "a parameter's full name", "/shop/database/endpoint");
        Form.require(value, VALUE, "a fact that can be bound", "database.orders.endpoint");
    }

    /** The name of the database the fact is about. */
    public String database() {
        return value.substring("database.".length(), value.lastIndexOf('.'));
    }

    /** Which fact: {@code endpoint} or {@code port}. */
    public String fact() {
        return value.substring(value.lastIndexOf('.') + 1);
    }
}
