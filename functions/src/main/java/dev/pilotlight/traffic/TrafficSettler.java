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
        return found(act, TrafficControl.Position.RECOVERY);
    }

    /** Whether the switch that was to be moved home points there. */
    public Trace shiftedHome(Act act) {
        return found(act, TrafficControl.Position.PRIMARY);
    }

    private Trace found(Act act, TrafficControl.Position wanted) {
        return control.filter(one -> one.name().equals(act.target()))
                .map(one -> found(one, wanted))
                .orElseGet(() -> new Trace.Unclear("the plan names no switch " + act.target()));
    }

    private static Trace found(TrafficControl control, TrafficControl.Position wanted) {
        TrafficControl.Position position = control.position();
        return switch (position) {
            case RECOVERY, PRIMARY ->
                position == wanted ? new Trace.Found(Map.of("position", position.name())) : new Trace.Nothing();
            case UNKNOWN -> new Trace.Unclear("the switch " + control.name() + " says neither side");
        };
    }
}
