package dev.pilotlight.image;

import dev.pilotlight.plan.InstanceTier;
import dev.pilotlight.plan.RegionName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether instances of a tier can boot from an image in its Region, as far as that can be read. Everything that speaks
 * against it is told, each as a clause without a subject: "is built for x86_64, …".
 */
public final class Verification {
    private static final String EBS = "ebs";
    private static final String ENABLED = "Enabled";

    private final Images images;
    private final BootConditions conditions;

    /** Both of the Region in which the image lies. */
    public Verification(Images images, BootConditions conditions) {
        this.images = images;
        this.conditions = conditions;
    }

    /** What keeps a tier's instances from booting from an image. */
    List<String> flaws(Image image, InstanceTier tier) {
        List<ImageSnapshot> snapshots = images.snapshots(image);
        return Stream.of(bootFlaws(image, tier, snapshots), keyFlaws(snapshots))
                .flatMap(List::stream)
                .toList();
    }

    /** The same but for the keys of its snapshots. */
    public List<String> bootFlaws(Image image, InstanceTier tier) {
        return bootFlaws(image, tier, images.snapshots(image));
    }

    private List<String> bootFlaws(Image image, InstanceTier tier, List<ImageSnapshot> snapshots) {
        return Stream.of(stateFlaws(image), hardwareFlaws(image, tier), snapshotFlaws(image, snapshots))
                .flatMap(List::stream)
                .toList();
    }

    /**
     * What makes an image something else than the copy that was asked for.
     *
     * @param from where the source lies
     */
    List<String> differences(Image copy, Image source, RegionName from) {
        List<String> differences = new ArrayList<>();
        if (!copy.sourceRegion().map(from::equals).orElse(false)
                || !copy.source().map(source.id()::equals).orElse(false)) {
            differences.add("is not a copy of " + from + "/" + source.id());
        }
        if (!copy.hardware().equals(source.hardware())) {
            differences.add(
                    "is built for " + words(copy.hardware()) + ", and its source for " + words(source.hardware()));
        }
        if (copy.snapshots().size() != source.snapshots().size()) {
            differences.add("has " + copy.snapshots().size() + " snapshots, and its source "
                    + source.snapshots().size());
        }
        if (!copy.tags().getOrDefault(Image.DIGEST, source.digest(from)).equals(source.digest(from))) {
            differences.add("carries the digest of another source");
        }
        return differences;
    }

    /** The keys of an image's snapshots that do not let anything boot. */
    public List<String> keyFlaws(Image image) {
        return keyFlaws(images.snapshots(image));
    }

    /** The KMS keys under which an image's snapshots are encrypted, sorted. */
    public Set<String> keys(Image image) {
        return keys(images.snapshots(image));
    }

    private static List<String> stateFlaws(Image image) {
        return image.available()
                ? List.of()
                : List.of("is not available: " + image.why().orElse("EC2 gives no reason"));
    }

    private List<String> hardwareFlaws(Image image, InstanceTier tier) {
        List<String> flaws = new ArrayList<>();
        String built = image.hardware().architecture();
        Map<String, Set<String>> runs = conditions.architectures(tier.instanceTypes());
        if (runs.values().stream().noneMatch(architectures -> architectures.contains(built))) {
            flaws.add("is built for " + built + ", which none of " + tier.instanceTypes() + " runs");
        }
        if (!image.hardware().rootDeviceType().equals(EBS)) {
            flaws.add("has a root device of the type " + image.hardware().rootDeviceType() + ", not on EBS");
        }
        return flaws;
    }

    private static List<String> snapshotFlaws(Image image, List<ImageSnapshot> snapshots) {
        Set<String> complete = snapshots.stream()
                .filter(snapshot -> snapshot.state() == ImageSnapshot.State.COMPLETED)
                .map(ImageSnapshot::id)
                .collect(Collectors.toSet());
        List<String> flaws = image.snapshots().stream()
                .filter(id -> !complete.contains(id))
                .map(id -> "has a snapshot that is not complete: " + id)
                .toList();
        return image.snapshots().isEmpty() ? List.of("has no snapshots") : flaws;
    }

    private List<String> keyFlaws(List<ImageSnapshot> snapshots) {
        List<String> flaws = new ArrayList<>();
        for (String key : keys(snapshots)) {
            String state = conditions.keyState(key);
            if (!state.equals(ENABLED)) {
                flaws.add("is encrypted under a key that "
                        + (state.isEmpty() ? "does not exist: " : "is " + state + ": ") + key);
            }
        }
        return flaws;
    }

    private static Set<String> keys(List<ImageSnapshot> snapshots) {
        return snapshots.stream()
                .flatMap(snapshot -> snapshot.key().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String words(Image.Hardware hardware) {
        return hardware.architecture() + " with " + hardware.rootDeviceName() + " on " + hardware.rootDeviceType();
    }
}
