package dev.pilotlight.twin.physics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code docs/twin.md} must name every field of the physics with its default and its source, and every service. */
class PhysicsDocumentTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern FIELD =
            Pattern.compile("^\\| `([a-z]+(?:\\.[a-zA-Z]+)+)` \\| ([^|]+) \\| ([^|]+) \\|$", Pattern.MULTILINE);
    private static final Pattern SERVICE =
            Pattern.compile("^\\| `([a-z0-9]+)` \\| [^|]+ \\| [^|]+ \\| [^|]+ \\|$", Pattern.MULTILINE);

    static List<MatchResult> rows() throws IOException {
        return FIELD.matcher(document()).results().toList();
    }

    @Test
    void everyFieldIsDocumentedWithItsDefault() throws IOException {
        Map<String, String> documented = new TreeMap<>();
        rows().forEach(row -> documented.put(row.group(1), row.group(2)));

        assertThat(documented).isEqualTo(defaults("", Physics.defaults()));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void everyDefaultHasASourceOrIsAnAssumption(MatchResult row) {
        assertThat(row.group(3))
                .containsPattern("assumption|measured|<https://docs\\.aws\\.amazon\\.com/[A-Za-z0-9/_.-]+>");
    }

    @Test
    void everyServiceIsDocumented() throws IOException {
        Set<String> documented = new TreeSet<>();
        SERVICE.matcher(document()).results().forEach(row -> documented.add(row.group(1)));

        try (Stream<Path> rooms = Files.list(ROOT.resolve("twin/src/main/java/dev/pilotlight/twin/service"))) {
            assertThat(rooms.filter(Files::isDirectory)
                            .map(room -> room.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(documented);
        }
    }

    private static String document() throws IOException {
        return Files.readString(ROOT.resolve("docs").resolve("twin.md"));
    }

    private static Map<String, String> defaults(String prefix, Record physics) {
        Map<String, String> found = new TreeMap<>();
        for (RecordComponent component : physics.getClass().getRecordComponents()) {
            Object value = value(component, physics);
            if (value instanceof Throttling(Map<String, Throttling.Bucket> buckets)) {
                assertThat(buckets).hasSize(6);
                found.put(prefix + component.getName() + ".buckets", "six buckets");
            } else if (value instanceof Record part) {
                found.putAll(defaults(prefix + component.getName() + ".", part));
            } else {
                found.put(prefix + component.getName(), text(value));
            }
        }
        return found;
    }

    private static Object value(RecordComponent component, Record holder) {
        try {
            return component.getAccessor().invoke(holder);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    private static String text(Object value) {
        return switch (value) {
            case Duration span when span.toMillisPart() == 0 && span.isPositive() -> span.toSeconds() + " s";
            case Duration span -> span.toMillis() + " ms";
            case Optional<?> perhaps -> perhaps.map(PhysicsDocumentTest::text).orElse("never");
            default -> value.toString();
        };
    }
}
