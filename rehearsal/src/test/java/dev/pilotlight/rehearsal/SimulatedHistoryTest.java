package dev.pilotlight.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilotlight.twin.states.Execution;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One plan and one physics have one history. */
class SimulatedHistoryTest {
    /** Signatures depend on the clock on the wall, and nothing depends on them. */
    private static final Pattern SIGNATURE = Pattern.compile("(signature[=:])[0-9a-f]{64}");

    @Test
    @Tag("thorough")
    void theSameStoryHasTheSameHistoryByteForByte() {
        List<String> first = transcript();
        assertThat(first).hasSizeGreaterThan(1000);
        List<String> second = transcript();
        for (int line = 0; line < first.size(); line++) {
            assertThat(second).element(line).as("line %s", line).isEqualTo(first.get(line));
        }
        assertThat(second).hasSameSizeAs(first);
    }

    /** Every event of the machine and every call, with what was sent. */
    private static List<String> transcript() {
        try (Simulation simulation = Simulation.prepared()) {
            Execution failover = simulation.failOver();
            Stream<String> events =
                    failover.history().stream().map(event -> event.toWire().toString());
            Stream<String> calls = simulation.calls().stream()
                    .map(seen -> seen + " " + seen.call().request().path() + " "
                            + seen.call().request().text());
            return Stream.concat(events, calls)
                    .map(line -> SIGNATURE.matcher(line).replaceAll("$1"))
                    .toList();
        }
    }
}
