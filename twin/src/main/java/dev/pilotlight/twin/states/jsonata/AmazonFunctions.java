package dev.pilotlight.twin.states.jsonata;

import com.dashjoin.jsonata.Functions;
import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata.JFunction;
import com.dashjoin.jsonata.Utils;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pilotlight.twin.states.query.Chance;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The functions Step Functions adds to JSONata ({@code $partition $range $hash $random $uuid $parse}), those that read
 * the clock or draw a number and so must come from the execution, and the refusal of {@code $eval}. See "JSONata
 * functions provided by Step Functions" in the AWS Step Functions developer guide.
 */
final class AmazonFunctions {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_RANGE = 1_000_000;
    private static final Set<String> HASHES = Set.of("MD5", "SHA-1", "SHA-256", "SHA-384", "SHA-512");

    private static final Map<String, JFunction> FIXED = Map.of(
            "partition", function(AmazonFunctions::partition),
            "range", function(AmazonFunctions::range),
            "hash", function(AmazonFunctions::hash),
            "parse", function(AmazonFunctions::parse),
            "eval",
                    function(arguments -> {
                        throw new JException("T1006", 0);
                    }));

    private static final Set<String> OF_EXECUTION = Set.of("now", "millis", "random", "uuid", "shuffle");

    private AmazonFunctions() {}

    /** A function that is the same in every execution, or null. */
    static @Nullable JFunction fixed(String name) {
        return FIXED.get(name);
    }

    static boolean belongsToExecution(String name) {
        return OF_EXECUTION.contains(name);
    }

    /** A function that reads the clock or the seeded source of the execution. */
    static JFunction ofExecution(String name, Chance chance) {
        return switch (name) {
            case "now" -> function(arguments -> now(chance, arguments));
            case "millis" -> function(arguments -> chance.now().toEpochMilli());
            case "random" -> function(arguments -> random(chance, arguments));
            case "uuid" -> function(arguments -> chance.uuid());
            case "shuffle" -> function(arguments -> shuffle(chance, arguments));
            default -> throw new IllegalArgumentException("no function " + name + " belongs to an execution");
        };
    }

    private interface Body {
        @Nullable
        Object apply(List<?> arguments);
    }

    private static JFunction function(Body body) {
        return new JFunction(
                (input, arguments) -> body.apply(arguments == null ? List.of() : (List<?>) arguments), null);
    }

    private static @Nullable Object argument(List<?> arguments, int index) {
        return index < arguments.size() ? arguments.get(index) : null;
    }

    private static Number number(List<?> arguments, int index, String function) {
        if (argument(arguments, index) instanceof Number number) {
            return number;
        }
        throw new JException("T0410", 0, index + 1, function);
    }

    private static String text(List<?> arguments, int index, String function) {
        if (argument(arguments, index) instanceof String text) {
            return text;
        }
        throw new JException("T0410", 0, index + 1, function);
    }

    private static @Nullable String optionalText(List<?> arguments, int index, String function) {
        return argument(arguments, index) == null ? null : text(arguments, index, function);
    }

    private static String now(Chance chance, List<?> arguments) {
        return Functions.dateTimeFromMillis(
                chance.now().toEpochMilli(), optionalText(arguments, 0, "now"), optionalText(arguments, 1, "now"));
    }

    private static Object random(Chance chance, List<?> arguments) {
        if (argument(arguments, 0) == null) {
            return chance.fraction();
        }
        return new Random(number(arguments, 0, "random").longValue()).nextDouble();
    }

    private static Object shuffle(Chance chance, List<?> arguments) {
        List<Object> shuffled = new ArrayList<>(list(arguments, "shuffle"));
        for (int last = shuffled.size() - 1; last > 0; last--) {
            int other = (int) (chance.fraction() * (last + 1));
            Object moved = shuffled.get(last);
            shuffled.set(last, shuffled.get(other));
            shuffled.set(other, moved);
        }
        return shuffled;
    }

    private static List<?> list(List<?> arguments, String function) {
        return switch (argument(arguments, 0)) {
            case List<?> list -> list;
            case null -> throw new JException("T0410", 0, 1, function);
            case Object single -> List.of(single);
        };
    }

    /** {@code $partition(array, size)}: the array cut into pieces of at most this size. */
    private static Object partition(List<?> arguments) {
        List<?> whole = list(arguments, "partition");
        int size = (int) Math.floor(number(arguments, 1, "partition").doubleValue());
        if (size < 1) {
            throw new JException("T0410", 0, 2, "partition");
        }
        List<Object> pieces = new ArrayList<>();
        for (int from = 0; from < whole.size(); from += size) {
            pieces.add(new ArrayList<>(whole.subList(from, Math.min(from + size, whole.size()))));
        }
        return pieces;
    }

    /**
     * {@code $range(first, last, step)}: a sequence, so that one number alone is that number. Fractions are cut off.
     */
    private static Object range(List<?> arguments) {
        double first = number(arguments, 0, "range").longValue();
        double last = number(arguments, 1, "range").longValue();
        double step = number(arguments, 2, "range").longValue();
        if (step == 0) {
            throw new JException("T0410", 0, 3, "range");
        }
        double count = Math.floor((last - first) / step) + 1;
        if (count > LONGEST_RANGE) {
            throw new JException("D2014", 0, (long) count);
        }
        List<Object> numbers = Utils.createSequence();
        for (int i = 0; i < count; i++) {
            numbers.add(Utils.convertNumber(first + i * step));
        }
        return numbers;
    }

    private static Object hash(List<?> arguments) {
        String data = text(arguments, 0, "hash");
        String algorithm = argument(arguments, 1) == null ? "SHA-256" : text(arguments, 1, "hash");
        if (!HASHES.contains(algorithm)) {
            throw new JException("T0410", 0, 2, "hash");
        }
        try {
            byte[] digest = MessageDigest.getInstance(algorithm).digest(data.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }

    /** {@code $parse(text)}: the JSON value the text spells. */
    private static @Nullable Object parse(List<?> arguments) {
        if (argument(arguments, 0) == null) {
            return null;
        }
        try {
            return Views.show(JSON.readTree(text(arguments, 0, "parse")));
        } catch (JsonProcessingException e) {
            throw new JException("D3121", 0, e.getOriginalMessage());
        }
    }
}
