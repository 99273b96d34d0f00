package dev.pilotlight.rehearsal.seeded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.rehearsal.explore.Cast;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Changes of the failover machine's own text. */
final class MachineEdits {
    private static final String MACHINE = "failover";

    private MachineEdits() {}

    /** Changes one state of the failover, wherever it stands. */
    static UnaryOperator<Cast> state(String name, Consumer<ObjectNode> change) {
        return state(MACHINE, name, change);
    }

    /** Changes one state of a machine, wherever it stands. */
    static UnaryOperator<Cast> state(String machine, String name, Consumer<ObjectNode> change) {
        return cast -> {
            try {
                JsonNode text = Spoiler.JSON.readTree(cast.scripts().of(machine).text());
                change.accept(find(text, name)
                        .orElseThrow(() -> new IllegalStateException(machine + " has no state '" + name + "'")));
                return cast.withScript(machine, text.toString());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    private static Optional<ObjectNode> find(JsonNode node, String name) {
        if (node.path("States").path(name) instanceof ObjectNode found) {
            return Optional.of(found);
        }
        for (JsonNode child : node) {
            Optional<ObjectNode> found = find(child, name);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }
}
