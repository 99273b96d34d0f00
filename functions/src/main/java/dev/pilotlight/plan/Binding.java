package dev.pilotlight.plan;

import java.util.regex.Pattern;

/** Something that the instances read, and the fact that is written to it after the promotion. */
public sealed interface Binding {

    /** The fact: {@code database.<name>.endpoint} (host and port), {@code .host} or {@code .port}. */
    String value();

    /** What it is written to, unique in the plan. */
    String target();

    /** The name of the database the fact is about. */
    default String database() {
        return value().substring("database.".length(), value().lastIndexOf('.'));
    }

    /** Which fact: {@code endpoint}, {@code host} or {@code port}. */
    default String fact() {
        return value().substring(value().lastIndexOf('.') + 1);
    }

    /**
     * A Systems Manager parameter.
     *
     * @param parameter its full name, like {@code /shop/database/endpoint}
     */
    record ParameterBinding(String parameter, String value) implements Binding {
        private static final Pattern PARAMETER = Pattern.compile("(?:/[A-Za-z0-9_.-]+){1,15}");

        public ParameterBinding {
            Form.require(parameter, PARAMETER, "a parameter's full name", "/shop/database/endpoint");
            requireFact(value);
        }

        @Override
        public String target() {
            return parameter;
        }
    }

    /**
     * One key of a secret that holds a JSON object, as the secrets of databases do. The recovery Region's secret may be
     * a replica of the primary's: it then becomes a secret of its own, for a replica cannot be written.
     *
     * @param secret its name in the recovery Region, like {@code shop/database}
     * @param key of the object, like {@code host}
     */
    record SecretBinding(String secret, String key, String value) implements Binding {
        private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9/_+=.@-]{1,512}");
        private static final Pattern KEY = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,63}");

        public SecretBinding {
            Form.require(secret, SECRET, "a secret's name", "shop/database");
            Form.require(key, KEY, "a key of the secret's object", "host");
            requireFact(value);
        }

        @Override
        public String target() {
            return secret + "#" + key;
        }
    }

    private static void requireFact(String value) {
        Form.require(value, Facts.FORM, "a fact that can be bound", "database.orders.endpoint");
    }

    /** The facts that can be bound. */
    final class Facts {
        private static final Pattern FORM = Pattern.compile("database\\.[a-z][a-z0-9-]{0,39}\\.(?:endpoint|host|port)");

        private Facts() {}
    }
}
