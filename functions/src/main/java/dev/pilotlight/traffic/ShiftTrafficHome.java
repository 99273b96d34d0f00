package dev.pilotlight.traffic;

import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Deed;
import dev.pilotlight.journal.Deeds;
import dev.pilotlight.journal.Entry;
import dev.pilotlight.journal.Lease;
import dev.pilotlight.journal.Settlement;
import dev.pilotlight.plan.Database;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.step.Guard;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.traffic.TrafficControl.Position;
import java.util.Map;
import java.util.Optional;

/**
 * Points the switch to the primary Region again, and reads it back: the one way in which a latched switch is reset.
 * Only a run that has switched the databases over does it.
 */
public final class ShiftTrafficHome {
    private final TrafficControl control;

    public ShiftTrafficHome(TrafficControl control) {
        this.control = control;
    }

    /** Looks at the switch and moves it when it does not point home. */
    public Outcome advance(Plan plan, Lease lease) {
        try {
            return advance(plan, Deeds.of(lease));
        } catch (SwitchRefusedException refused) {
            return ShiftTraffic.refused(control, refused);
        }
    }

    /** Whether this run has switched a database over, or has found that somebody else had. */
    private static boolean hasChangedPlaces(Deeds deeds, Database database) {
        String home = database.primaryCluster().value();
        return deeds.of(Act.Kind.SWITCH_OVER_GLOBAL_CLUSTER, home).stream().anyMatch(Deed::happened)
                || deeds.notes(Entry.FOUND_PROMOTED).stream()
                        .anyMatch(note -> note.body().path("database").asText().equals(database.name()));
    }

    private Outcome advance(Plan plan, Deeds deeds) throws SwitchRefusedException {
        Optional<Database> behind = plan.databases().stream()
                .filter(database -> !hasChangedPlaces(deeds, database))
                .findFirst();
        if (behind.isPresent()) {
            return new Outcome.Refused(
                    Guard.NOT_PROMOTABLE,
                    "the record of this run does not say that " + behind.get().name() + " was switched over",
                    "look where the database takes writes, then move the traffic by hand");
        }
        if (control.position() != Position.PRIMARY) {
            deeds.carryOut(new Act(Act.Kind.SHIFT_TRAFFIC_HOME, control.name(), "to primary"), permit -> {
                control.shiftHome(permit);
                return Map.of();
            });
            if (control.position() != Position.PRIMARY) {
                return new Outcome.Pending("the switch " + control.name() + " does not read as it was written yet");
            }
        }
        deeds.settleOpen(Act.Kind.SHIFT_TRAFFIC_HOME, control.name(), new Settlement.Happened(Map.of()));
        return Outcome.done(Map.of("switch", control.name(), "position", Position.PRIMARY.name()));
    }
}
