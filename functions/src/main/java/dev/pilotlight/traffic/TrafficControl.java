package dev.pilotlight.traffic;

import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Permit;

/** One switch that decides which Region visitors are sent to. */
public interface TrafficControl {

    /** Its unique name, for the journal. */
    String name();

    /** Where it points now. */
    Position position();

    /**
     * Points it to the recovery Region. It stays there until somebody moves it.
     *
     * @param permit for {@link Act.Kind#SHIFT_TRAFFIC} of {@link #name}
     * @throws SwitchRefusedException when the switch itself forbids it
     */
    void shiftToRecovery(Permit permit) throws SwitchRefusedException;

    /**
     * Points it to the primary Region again, as only a failback does.
     *
     * @param permit for {@link Act.Kind#SHIFT_TRAFFIC_HOME} of {@link #name}
     * @throws SwitchRefusedException when the switch itself forbids it
     */
    void shiftHome(Permit permit) throws SwitchRefusedException;

    /** Where a switch points. */
    enum Position {
        /** Visitors are sent to the primary Region while it answers. */
        PRIMARY,
        /** Visitors are sent to the recovery Region. */
        RECOVERY,
        /** The switch says neither; its readers then send visitors to the recovery Region. */
        UNKNOWN
    }
}
