package dev.pilotlight.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pilotlight.twin.states.Execution;
import org.junit.jupiter.api.Test;

class ReadinessTest {
    @Test
    void first() {
        try (Simulation simulation = Simulation.prepared()) {
            Execution run = simulation.runToEnd(simulation.start("readiness", "ready-1", Simulation.object()));
            System.out.println(run.status() + " " + run.cause());
            JsonNode report = simulation.document("readiness/shop.json");
            System.out.println(report.toPrettyString());
            simulation.calls().stream().skip(1).forEach(c -> System.out.println(c));
            assertThat(run.output()).isPresent();
        }
    }
}
