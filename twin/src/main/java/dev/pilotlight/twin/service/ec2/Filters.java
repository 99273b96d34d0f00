package dev.pilotlight.twin.service.ec2;

import dev.pilotlight.twin.wire.AwsError;
import dev.pilotlight.twin.wire.QueryParameters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The filters a describe understands: an item passes when every named filter has one of its values, in which {@code *}
 * stands for any text and {@code ?} for any character. Tag filters are understood everywhere.
 */
final class Filters<T> {
    private final Map<String, Function<T, List<String>>> known = new LinkedHashMap<>();
    private final Function<T, Map<String, String>> tags;

    Filters(Function<T, Map<String, String>> tags) {
        this.tags = tags;
    }

    Filters<T> by(String name, Function<T, String> value) {
        return byAny(name, item -> List.of(value.apply(item)));
    }

    Filters<T> byAny(String name, Function<T, List<String>> values) {
        known.put(name, values);
        return this;
    }

    /** What a request's filters let through. */
    Predicate<T> asked(QueryParameters parameters) {
        Predicate<T> passes = _ -> true;
        for (QueryParameters filter : parameters.structures("Filter")) {
            passes = passes.and(one(filter));
        }
        return passes;
    }

    private Predicate<T> one(QueryParameters filter) {
        Function<T, List<String>> values = values(filter.required("Name"));
        List<Pattern> wanted =
                filter.list("Value").stream().map(Filters::pattern).toList();
        return item -> values.apply(item).stream()
                .anyMatch(value -> wanted.stream()
                        .anyMatch(pattern -> pattern.matcher(value).matches()));
    }

    private Function<T, List<String>> values(String name) {
        if (name.startsWith("tag:")) {
            String key = name.substring("tag:".length());
            return item ->
                    tags.apply(item).containsKey(key) ? List.of(tags.apply(item).getOrDefault(key, "")) : List.of();
        }
        if (name.equals("tag-key")) {
            return item -> List.copyOf(tags.apply(item).keySet());
        }
        Function<T, List<String>> values = known.get(name);
        if (values == null) {
            throw AwsError.badRequest("InvalidParameterValue", "The filter '" + name + "' is invalid");
        }
        return values;
    }

    private static Pattern pattern(String wanted) {
        StringBuilder expression = new StringBuilder();
        wanted.codePoints().forEach(character -> {
            switch (character) {
                case '*' -> expression.append(".*");
                case '?' -> expression.append('.');
                default -> expression.append(Pattern.quote(Character.toString(character)));
            }
        });
        return Pattern.compile(expression.toString(), Pattern.DOTALL);
    }
}
