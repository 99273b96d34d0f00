package dev.pilotlight.plan;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * The fields of one JSON object of a document. What is asked for is known; {@link #build} notes every other field as a
 * problem, and so must come last.
 */
final class Fields {
    private static final Pattern FIELD_NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,39}");

    private final JsonNode object;
    private final String path;
    private final List<Problem> problems;
    private final Set<String> known = new TreeSet<>();

    /**
     * @param path of the object in the document; empty for the document itself
     * @param problems where everything that is wrong is noted
     */
    Fields(JsonNode object, String path, List<Problem> problems) {
        this.object = object;
        this.path = path;
        this.problems = problems;
        if (!object.isObject()) {
            note(path.isEmpty() ? "$" : path, "it is " + form(object), "write an object with fields");
        }
    }

    /** Makes the object's value of what has been read, after noting the fields that nobody asked for. */
    <T> Read<T> build(Supplier<T> make) {
        object.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                String shown =
                        FIELD_NAME.matcher(name).matches() ? name : "(a name of " + name.length() + " characters)";
                note(at(shown), "there is no such field", "remove it; the fields here are " + String.join(", ", known));
            }
        });
        return guarded(path.isEmpty() ? "$" : path, make);
    }

    Read<String> text(String name) {
        return text(name, value -> value);
    }

    <T> Read<T> text(String name, Function<String, T> parse) {
        JsonNode value = get(name);
        if (value.isMissingNode()) {
            return missing(name, "give it a value");
        }
        if (!value.isTextual()) {
            return wrong(name, value, "write a text, in quotes");
        }
        return guarded(at(name), () -> parse.apply(value.textValue()));
    }

    /** A text that may be left out. */
    <T> Read<Optional<T>> optional(String name, Function<String, T> parse) {
        return has(name) ? text(name, value -> Optional.of(parse.apply(value))) : new Read<>(Optional.empty());
    }

    Read<URI> url(String name) {
        return text(name, text -> {
            try {
                URI url = new URI(text);
                Urls.requireHttp(url);
                return url;
            } catch (URISyntaxException malformed) {
                // Its message would quote the whole text.
                throw new IllegalArgumentException(
                        Form.shape(text) + " is not a URL; write it like https://shop.example/health");
            }
        });
    }

    Read<Duration> duration(String name) {
        return text(name, Durations::parse);
    }

    Read<Duration> duration(String name, Duration otherwise) {
        return has(name) ? duration(name) : new Read<>(otherwise);
    }

    <E extends Enum<E>> Read<E> word(String name, Class<E> type) {
        return text(name, word -> Words.parse(type, word));
    }

    Read<Integer> number(String name) {
        JsonNode value = get(name);
        if (value.isMissingNode()) {
            return missing(name, "write a whole number");
        }
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            return wrong(name, value, "write a whole number, without quotes");
        }
        return new Read<>(value.intValue());
    }

    /** False when it is not there. */
    Read<Boolean> flag(String name) {
        if (!has(name)) {
            return new Read<>(false);
        }
        JsonNode value = get(name);
        return value.isBoolean() ? new Read<>(value.booleanValue()) : wrong(name, value, "write true or false");
    }

    Read<Integer> number(String name, int otherwise) {
        return has(name) ? number(name) : new Read<>(otherwise);
    }

    <T> Read<T> object(String name, Function<Fields, Read<T>> read) {
        JsonNode value = get(name);
        return value.isMissingNode()
                ? missing(name, "write an object with fields")
                : read.apply(new Fields(value, at(name), problems));
    }

    /**
     * Every element's reading, in order; unreadable ones are in the list too, so that places in it are the document's.
     */
    <T> Reads<T> objects(String name, Function<Fields, Read<T>> read) {
        List<Read<T>> reads = new ArrayList<>();
        List<JsonNode> elements = elements(name);
        for (int i = 0; i < elements.size(); i++) {
            reads.add(read.apply(new Fields(elements.get(i), at(name) + "[" + i + "]", problems)));
        }
        return new Reads<>(reads);
    }

    <T> Reads<T> texts(String name, Function<String, T> parse) {
        List<Read<T>> reads = new ArrayList<>();
        List<JsonNode> elements = elements(name);
        for (int i = 0; i < elements.size(); i++) {
            JsonNode element = elements.get(i);
            String place = at(name) + "[" + i + "]";
            if (element.isTextual()) {
                reads.add(guarded(place, () -> parse.apply(element.textValue())));
            } else {
                note(place, "it is " + form(element), "write a text, in quotes");
                reads.add(Read.unreadable());
            }
        }
        return new Reads<>(reads);
    }

    /** A map of texts to texts, sorted by key. */
    Read<Map<String, String>> texts(String name) {
        JsonNode value = get(name);
        if (!value.isObject()) {
            return value.isMissingNode() ? missing(name, "write an object") : wrong(name, value, "write an object");
        }
        Map<String, String> texts = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : value.properties()) {
            if (!entry.getValue().isTextual()) {
                return wrong(name, entry.getValue(), "write texts only, in quotes");
            }
            texts.put(entry.getKey(), entry.getValue().textValue());
        }
        return new Read<>(texts);
    }

    boolean has(String name) {
        return !get(name).isMissingNode();
    }

    private List<JsonNode> elements(String name) {
        JsonNode value = get(name);
        if (value.isArray()) {
            List<JsonNode> elements = new ArrayList<>();
            value.forEach(elements::add);
            return elements;
        }
        if (value.isMissingNode()) {
            missing(name, "write a list, which may be empty");
        } else {
            wrong(name, value, "write a list, which may be empty");
        }
        return List.of();
    }

    private JsonNode get(String name) {
        known.add(name);
        return object.path(name);
    }

    private <T> Read<T> guarded(String place, Supplier<T> make) {
        try {
            return new Read<>(make.get());
        } catch (Read.UnreadableException noted) {
            return Read.unreadable();
        } catch (IllegalArgumentException malformed) {
            // Messages of the records name what was found, then, after a semicolon, the remedy.
            String[] parts = String.valueOf(malformed.getMessage()).split("; ", 2);
            note(place, parts[0], parts.length == 2 ? parts[1] : "correct it");
            return Read.unreadable();
        }
    }

    private <T> Read<T> missing(String name, String remedy) {
        if (object.isObject()) {
            note(at(name), "it is missing", remedy);
        }
        return Read.unreadable();
    }

    private <T> Read<T> wrong(String name, JsonNode value, String remedy) {
        note(at(name), "it is " + form(value), remedy);
        return Read.unreadable();
    }

    private void note(String place, String found, String remedy) {
        problems.add(new Problem(place, found, remedy));
    }

    private String at(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private static String form(JsonNode value) {
        return switch (value.getNodeType()) {
            case MISSING, NULL -> "nothing";
            case STRING -> "a text";
            case ARRAY -> "a list";
            case OBJECT -> "an object";
            default -> "a " + value.getNodeType().name().toLowerCase(Locale.ROOT);
        };
    }
}
