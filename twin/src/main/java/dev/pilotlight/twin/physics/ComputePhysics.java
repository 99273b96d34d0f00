package dev.pilotlight.twin.physics;

import java.time.Duration;

/**
 * The nature of instances. All durations count from the launch unless they say otherwise.
 *
 * @param pending until the state is {@code running}; 10 s is an assumption
 * @param boot until the application answers; 90 s is an assumption of this project's scenarios
 * @param checks until all three status checks pass; 120 s is an assumption, AWS says "a few minutes"
 * @param shutdown from TerminateInstances or StopInstances to the final state; 30 s is an assumption
 * @param visibleAfter from a creating call until describes show the resource; the API is documented as eventually
 *     consistent, 500 ms is an assumption; see <a
 *     href="https://docs.aws.amazon.com/ec2/latest/devguide/eventual-consistency.html">eventual consistency</a>
 * @param forgottenAfter how long a terminated instance stays visible; an hour is an assumption for the "short while" of
 *     the <a href="https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/terminating-instances.html">EC2 guide</a>
 * @param capacity what can be launched
 */
public record ComputePhysics(
        Duration pending,
        Duration boot,
        Duration checks,
        Duration shutdown,
        Duration visibleAfter,
        Duration forgottenAfter,
        Capacity capacity) {

    public static ComputePhysics defaults() {
        return new ComputePhysics(
                Duration.ofSeconds(10),
                Duration.ofSeconds(90),
                Duration.ofSeconds(120),
                Duration.ofSeconds(30),
                Duration.ofMillis(500),
                Duration.ofHours(1),
                Capacity.plenty());
    }

    public ComputePhysics withPending(Duration changed) {
        return new ComputePhysics(changed, boot, checks, shutdown, visibleAfter, forgottenAfter, capacity);
    }

    public ComputePhysics withBoot(Duration changed) {
        return new ComputePhysics(pending, changed, checks, shutdown, visibleAfter, forgottenAfter, capacity);
    }

    public ComputePhysics withChecks(Duration changed) {
        return new ComputePhysics(pending, boot, changed, shutdown, visibleAfter, forgottenAfter, capacity);
    }

    public ComputePhysics withShutdown(Duration changed) {
        return new ComputePhysics(pending, boot, checks, changed, visibleAfter, forgottenAfter, capacity);
    }

    public ComputePhysics withVisibleAfter(Duration changed) {
        return new ComputePhysics(pending, boot, checks, shutdown, changed, forgottenAfter, capacity);
    }

    public ComputePhysics withCapacity(Capacity changed) {
        return new ComputePhysics(pending, boot, checks, shutdown, visibleAfter, forgottenAfter, changed);
    }
}
