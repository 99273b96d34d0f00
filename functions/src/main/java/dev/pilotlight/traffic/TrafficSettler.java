package dev.pilotlight.traffic;

import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Trace;
import java.util.Map;
import java.util.Optional;

/** What a plan's switch shows of its moves, whichever kind of switch it is. */
public final class TrafficSettler {
    private final Optional<TrafficControl> control;

    /** @param control empty when the plan moves no traffic */
    public TrafficSettler(Optional<TrafficControl> control) {
        this.control = control;
    }

    /** Whether the switch that was to be moved points to the recovery Region. */
    public Trace shifted(Act act) {
        return control.filter(one -> one.name().equals(act.target()))
                .map(TrafficSettler::shifted)
                .orElseGet(() -> new Trace.Unclear("the plan names no switch " + act.target()));
    }

    private static Trace shifted(TrafficControl control) {
        TrafficControl.Position position = control.position();
        return switch (position) {
            case RECOVERY -> new Trace.Found(Map.of("position", position.name()));
            case PRIMARY -> new Trace.Nothing();
            case UNKNOWN -> new Trace.Unclear("the switch " + control.name() + " says neither side");
        };
    }
}
