package dev.pilotlight.rehearsal.seeded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilotlight.rehearsal.Repository;
import dev.pilotlight.rehearsal.invariants.Violation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every deliberate defect is caught, by the invariant that is meant for it. The table of them is printed. */
@Tag("thorough")
@Execution(ExecutionMode.CONCURRENT)
class SeededDefectsTest {
    private static final Repository REPOSITORY = Repository.around(Path.of(""));
    private static final List<String> TABLE = Collections.synchronizedList(new ArrayList<>());

    static Stream<Defect> defects() {
        return Defects.all().stream();
    }

    @ParameterizedTest
    @MethodSource("defects")
    void isCaught(Defect defect) {
        List<Violation> violations = defect.caught(REPOSITORY);

        TABLE.add("%-60s %-4s %s"
                .formatted(
                        defect.name(),
                        defect.invariant(),
                        violations.stream()
                                .filter(violation -> violation.invariant().equals(defect.invariant()))
                                .findFirst()
                                .map(Violation::what)
                                .orElse("NOT CAUGHT")));
        assertThat(defect.isCaughtBy(violations))
                .as("%s; broken were %s", defect.name(), violations)
                .isTrue();
    }

    @Test
    void thereAreAtLeastThirty() {
        assertThat(Defects.all()).hasSizeGreaterThanOrEqualTo(30);
        assertThat(Defects.all()).extracting(Defect::name).doesNotHaveDuplicates();
    }

    @AfterAll
    static void print() {
        System.out.println("Deliberate defects, and the invariant that catches each:");
        TABLE.stream().sorted().forEach(System.out::println);
    }
}
