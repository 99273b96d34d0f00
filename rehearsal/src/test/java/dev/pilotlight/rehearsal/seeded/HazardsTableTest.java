package dev.pilotlight.rehearsal.seeded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilotlight.rehearsal.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The table in docs/hazards.md names the tests that prove it, and they are there. The defects it names are those of
 * {@link SeededDefectsTest}, which must be caught by the very invariants that the table names beside them.
 */
class HazardsTableTest {
    private static final Pattern NAMED = Pattern.compile("`([A-Z][A-Za-z0-9]+)\\.([a-z][A-Za-z0-9]+)`");
    private static final Pattern DEFECT = Pattern.compile("\"(?<name>[a-z][^\"]+)\" \\((?<invariant>[A-Z0-9]+)\\)");
    private static final Pattern QUOTED = Pattern.compile("\"[^\"]+\"");
    private static final Pattern GUARD = Pattern.compile("`([A-Z][A-Za-z]+)`");
    private static final Pattern TEST = Pattern.compile("@(Parameterized)?Test\\b");
    private static final Path ROOT = Repository.around(Path.of("")).root();
    private static final Map<String, Path> TEST_CLASSES = testClasses();

    /** One row: what may go wrong, what stands against it, what proves that, and what proves the proof. */
    record Row(String hazard, String mitigation, String tests, String defects) {
        @Override
        public String toString() {
            return hazard;
        }
    }

    static Stream<Row> rows() throws IOException {
        return Files.readAllLines(ROOT.resolve("docs/hazards.md")).stream()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| Hazard "))
                .map(line -> line.split("\\|", -1))
                .map(cells -> new Row(cells[1].strip(), cells[2].strip(), cells[3].strip(), cells[4].strip()));
    }

    @Test
    void theTableIsNotEmpty() throws IOException {
        assertThat(rows()).hasSizeGreaterThanOrEqualTo(29);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void everyHazardNamesTestsThatExist(Row row) throws IOException {
        assertThat(row.mitigation()).isNotEmpty();
        List<MatchResult> named = NAMED.matcher(row.tests()).results().toList();
        assertThat(named).as("tests of '%s'", row.hazard()).isNotEmpty();
        for (MatchResult test : named) {
            Path file = TEST_CLASSES.get(test.group(1));
            assertThat(file).as("the file of %s", test.group(1)).isNotNull();
            assertThat(isTest(Files.readString(file), test.group(2)))
                    .as("%s has the test %s", test.group(1), test.group(2))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void everyHazardNamesADefectThatTakesItsMitigationAway(Row row) throws IOException {
        String mutated = Files.readString(ROOT.resolve("functions/pom.xml"));
        List<String> named = DEFECT.matcher(row.defects())
                .results()
                .map(found -> found.group("name") + " is caught by " + found.group("invariant"))
                .toList();
        List<String> guards = GUARD.matcher(row.defects())
                .results()
                .map(found -> found.group(1))
                .toList();

        assertThat(named.size() + guards.size())
                .as("what takes the mitigation of '%s' away", row.hazard())
                .isPositive();
        assertThat(named).as("each defect with the invariant that catches it").hasSize((int)
                QUOTED.matcher(row.defects()).results().count());
        assertThat(named)
                .isSubsetOf(Defects.all().stream()
                        .map(defect -> defect.name() + " is caught by " + defect.invariant())
                        .toList());
        assertThat(guards).allSatisfy(guard -> assertThat(mutated).containsPattern("\\." + guard + "\\*?</param>"));
    }

    @Test
    void everyInvariantIsTheLastProofOfSomeHazard() throws IOException {
        assertThat(rows().flatMap(row -> DEFECT.matcher(row.defects()).results())
                        .map(found -> found.group("invariant"))
                        .collect(Collectors.toSet()))
                .containsAll(
                        Stream.concat(IntStream.rangeClosed(1, 17).mapToObj(number -> "S" + number), Stream.of("L1"))
                                .toList());
    }

    /** Whether a method stands there, with an annotation that makes JUnit run it. */
    private static boolean isTest(String source, String method) {
        int at = source.indexOf(" void " + method + "(");
        return at >= 0
                && TEST.matcher(source.substring(source.lastIndexOf("\n\n", at), at))
                        .find();
    }

    private static Map<String, Path> testClasses() {
        Map<String, Path> classes = new TreeMap<>();
        for (String module : List.of("functions", "twin", "rehearsal", "cli")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/test/java"))) {
                files.filter(file -> file.toString().endsWith("Test.java"))
                        .forEach(file ->
                                classes.put(file.getFileName().toString().replace(".java", ""), file));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return classes;
    }
}
