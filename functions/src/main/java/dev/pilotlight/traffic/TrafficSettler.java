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
        return Set.of(Act.Kind.SHIFT_TRAFFIC, Act.Kind.SHIFT_TRAFFIC_HOME);
    }

    @Override
    public Optional<Map<String, Object>> effect(Plan plan, Act act) {
        TrafficControl.Position wanted = act.kind() == Act.Kind.SHIFT_TRAFFIC_HOME
                ? TrafficControl.Position.PRIMARY
                : TrafficControl.Position.RECOVERY;
        return control.name().equals(act.target()) && control.position() == wanted
                ? Optional.of(Map.of("position", wanted.name()))
                : Optional.empty();
    }
}
