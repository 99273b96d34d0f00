package dev.pilotlight.twin.physics;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The nature of AMIs.
 *
 * @param creation from CreateImage to {@code available}; 180 s is an assumption for a root volume of 8 GiB
 * @param copy from CopyImage to {@code available} in the other Region; 600 s is an assumption for a full copy of 8 GiB
 * @param disabledKeys KMS keys with which a copy fails, asynchronously as the real service does: the image becomes
 *     {@code failed} after {@code validation}
 * @param validation how long that takes; 20 s is an assumption
 * @param limits how many copies are made at a time
 */
public record ImagePhysics(
        Duration creation, Duration copy, Set<String> disabledKeys, Duration validation, CopyLimits limits) {

    /**
     * How many copies of AMIs are on their way at a time; one more answers {@code ResourceLimitExceeded}.
     *
     * @param atOnce to a destination Region; 50 by the user guide's <a
     *     href="https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/CopyingAMIs.html">Copy an AMI</a>
     * @param fromOneRegion of these, from one source Region; 25 by the same page
     */
    public record CopyLimits(int atOnce, int fromOneRegion) {}

    public ImagePhysics {
        disabledKeys = Set.copyOf(disabledKeys);
    }

    public static ImagePhysics defaults() {
        return new ImagePhysics(
                Duration.ofSeconds(180),
                Duration.ofSeconds(600),
                Set.of(),
                Duration.ofSeconds(20),
                new CopyLimits(50, 25));
    }

    public ImagePhysics withCreation(Duration changed) {
        return new ImagePhysics(changed, copy, disabledKeys, validation, limits);
    }

    public ImagePhysics withCopy(Duration changed) {
        return new ImagePhysics(creation, changed, disabledKeys, validation, limits);
    }

    public ImagePhysics withDisabledKey(String key) {
        Set<String> changed = new LinkedHashSet<>(disabledKeys);
        changed.add(key);
        return new ImagePhysics(creation, copy, changed, validation, limits);
    }

    public ImagePhysics withLimits(CopyLimits changed) {
        return new ImagePhysics(creation, copy, disabledKeys, validation, changed);
    }
}
