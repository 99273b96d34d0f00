package dev.pilotlight.traffic;

import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Settler;
import dev.pilotlight.plan.Plan;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What became of a switch that was to be moved. */
public final class TrafficSettler implements Settler {
    private final TrafficControl control;

    public TrafficSettler(TrafficControl control) {
        this.control = control;
    }

    @Override
    public Set<Act.Kind> kinds() {
        return Set.of(Act.Kind.SHIFT_TRAFFIC);
    }

    @Override
    public Optional<Map<String, Object>> effect(Plan plan, Act act) {
        return control.name().equals(act.target()) && control.position() == TrafficControl.Position.RECOVERY
                ? Optional.of(Map.of("position", TrafficControl.Position.RECOVERY.name()))
                : Optional.empty();
    }
}
