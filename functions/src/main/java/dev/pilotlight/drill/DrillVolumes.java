package dev.pilotlight.drill;

import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Permit;
import dev.pilotlight.plan.PlanName;
import java.util.List;

/** Volumes of a drill's instances. Most end with them; some outlive them, because their image says so. */
interface DrillVolumes {

    /** Those that are there, in the order of their ids. */
    List<DrillVolume> of(PlanName plan);

    /**
     * Deletes a volume; one that is gone already is no error.
     *
     * @param permit for {@link Act.Kind#DELETE_DRILL_VOLUME} of {@code id}
     */
    void delete(Permit permit, String id);

    /**
     * One volume.
     *
     * @param used whether an instance still has it, which may be on its way out
     */
    record DrillVolume(String id, boolean used) {}
}
