package dev.pilotlight.rehearsal.explore;

import dev.pilotlight.rehearsal.faults.Fault;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A scenario and the faults it meets, in one short text that replays exactly: {@code failover/42:lost+97:hang}.
 *
 * @param scenario its name
 */
public record Seed(String scenario, List<Fault> faults) {
    public Seed {
        faults = List.copyOf(faults);
    }

    /**
     * Reads what {@link #toString} wrote.
     *
     * @throws IllegalArgumentException when the text is no seed
     */
    public static Seed read(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("'" + text + "' is no seed; one looks like failover/42:lost");
        }
        String scenario = Scenario.named(text.substring(0, slash)).name();
        return new Seed(scenario, Fault.Notation.readAll(text.substring(slash + 1)));
    }

    @Override
    public String toString() {
        return scenario + "/" + faults.stream().map(Fault::notation).collect(Collectors.joining("+"));
    }
}
