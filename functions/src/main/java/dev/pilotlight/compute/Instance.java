package dev.pilotlight.compute;

import static java.util.Objects.requireNonNull;

import dev.pilotlight.plan.ImageId;
import dev.pilotlight.plan.InstanceId;
import java.time.Instant;

/**
 * One instance, as EC2 describes it; just after a launch EC2 may not describe it yet.
 *
 * @param tier the plan's tier that it was launched for
 * @param epoch the number of the epoch that launched it; 0 when its tag says none
 * @param token the idempotency token of its launch
 */
public record Instance(
        InstanceId id, String tier, long epoch, ImageId image, Instant launchedAt, State state, String token) {
    public Instance {
        requireNonNull(id);
        requireNonNull(tier);
        requireNonNull(image);
        requireNonNull(launchedAt);
        requireNonNull(state);
        requireNonNull(token);
    }

    /** What matters of an instance's state. */
    public enum State {
        /** It is starting. */
        PENDING,
        /** It runs; its checks may still be under way. */
        RUNNING,
        /** It is stopped, or on its way there: it serves nobody. */
        STOPPED,
        /** It is terminated, or on its way there. */
        TERMINATED
    }

    /** Whether it serves, or will. */
    public boolean lives() {
        return state == State.PENDING || state == State.RUNNING;
    }
}
