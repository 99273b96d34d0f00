package dev.pilotlight.fence;

import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Permit;
import java.util.Optional;

/** The Auto Scaling groups of the primary Region, which keep the old instances running. */
interface OldGroups {

    /** How large a group is to be; empty when there is no such group. */
    Optional<GroupSize> size(String group);

    /**
     * Lets a group have nothing, whatever its scaling policies say. Its instances are terminated.
     *
     * @param permit for {@link Act.Kind#EMPTY_OLD_GROUP} of the group
     */
    void empty(Permit permit, String group);

    /**
     * Lets a group have what it had.
     *
     * @param permit for {@link Act.Kind#REFILL_OLD_GROUP} of the group
     */
    void refill(Permit permit, String group, GroupSize size);
}
