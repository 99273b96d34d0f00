package dev.pilotlight.fence;

import dev.pilotlight.plan.InstanceId;
import java.util.Optional;

/**
 * One instance of the old primary, as EC2 describes it.
 *
 * @param group the Auto Scaling group that keeps it running, if one does
 */
record OldInstance(InstanceId id, State state, Optional<String> group) {

    /** What matters of an instance's state. */
    enum State {
        /** It runs, or starts. */
        RUNNING,
        /** It is on its way to a stop, and cannot be started before. */
        STOPPING,
        /** It is stopped, and can be started. */
        STOPPED
    }
}
