package dev.pilotlight.twin.states.jsonata;

import static java.util.Objects.requireNonNull;

import com.dashjoin.jsonata.Jsonata;
import com.dashjoin.jsonata.Parser;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a query refers to at its top level. There is nothing there: a query begins with {@code $states}, a variable or a
 * function, and the service refuses a definition whose query begins with a name, {@code $} or {@code $$}. Only the
 * first step of a path is at the top level; what follows looks at what the step before it gave.
 *
 * <p>The library keeps the fields of its syntax tree to its own package and gives no other way to look at them.
 */
final class References {
    private static final Field TREE = field(Jsonata.class, "ast");
    private static final Map<String, Field> FIELDS = Stream.of(
                    "type",
                    "value",
                    "steps",
                    "lhs",
                    "rhs",
                    "expression",
                    "expressions",
                    "procedure",
                    "arguments",
                    "body",
                    "condition",
                    "then",
                    "_else")
            .collect(Collectors.toUnmodifiableMap(name -> name, name -> field(Parser.Symbol.class, name)));

    private final Set<String> found = new LinkedHashSet<>();

    private References() {}

    /** The names the query looks for where there is nothing; {@code $} and {@code $$} for the context itself. */
    static List<String> atTopLevel(Jsonata query) {
        References references = new References();
        references.collect((Parser.Symbol) read(TREE, query));
        return List.copyOf(references.found);
    }

    private void collect(Parser.@Nullable Symbol node) {
        if (node == null) {
            return;
        }
        switch (String.valueOf(read(node, "type"))) {
            case "name" -> found.add(String.valueOf(read(node, "value")));
            case "variable" -> addContext(String.valueOf(read(node, "value")));
            case "path" -> children(node, "steps").stream().limit(1).forEach(this::collect);
            case "unary" -> {
                collect(child(node, "expression"));
                children(node, "expressions").forEach(this::collect);
                pairs(node).forEach(this::collect);
            }
            case "binary", "apply", "bind" -> {
                collect(isBinding(node) ? null : child(node, "lhs"));
                collect(child(node, "rhs"));
            }
            case "function", "partial" -> {
                collect(child(node, "procedure"));
                children(node, "arguments").forEach(this::collect);
            }
            case "lambda" -> collect(child(node, "body"));
            case "block" -> children(node, "expressions").forEach(this::collect);
            case "condition" -> {
                collect(child(node, "condition"));
                collect(child(node, "then"));
                collect(child(node, "_else"));
            }
            default -> {
                // Literals, and what only looks at something that was found before.
            }
        }
    }

    private static boolean isBinding(Parser.Symbol node) {
        return "bind".equals(read(node, "type"));
    }

    /** {@code $} is a variable without a name, and {@code $$} one that is called {@code $}. */
    private void addContext(String variable) {
        if (variable.isEmpty() || variable.equals("$")) {
            found.add("$" + variable);
        }
    }

    private static List<Parser.Symbol> pairs(Parser.Symbol object) {
        List<Parser.Symbol> all = new ArrayList<>();
        if (object.lhsObject != null) {
            object.lhsObject.forEach(pair -> all.addAll(List.of(pair)));
        }
        return all;
    }

    private static Parser.@Nullable Symbol child(Parser.Symbol node, String field) {
        return (Parser.Symbol) read(node, field);
    }

    private static List<Parser.Symbol> children(Parser.Symbol node, String field) {
        List<Parser.Symbol> children = new ArrayList<>();
        if (read(node, field) instanceof List<?> list) {
            list.forEach(child -> children.add((Parser.Symbol) child));
        }
        return children;
    }

    private static @Nullable Object read(Parser.Symbol node, String name) {
        return read(requireNonNull(FIELDS.get(name)), node);
    }

    private static @Nullable Object read(Field field, Object from) {
        try {
            return field.get(from);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("the JSONata library does not show " + field, e);
        }
    }

    private static Field field(Class<?> owner, String name) {
        try {
            Field field = owner.getDeclaredField(name);
            field.setAccessible(true);
            return field;
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException("the syntax tree of the JSONata library has no field " + name, e);
        }
    }
}
