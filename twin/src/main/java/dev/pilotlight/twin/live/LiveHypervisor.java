package dev.pilotlight.twin.live;

import dev.pilotlight.twin.service.ec2.Artifact;
import dev.pilotlight.twin.service.ec2.ArtifactBirth;
import dev.pilotlight.twin.service.ec2.Guest;
import dev.pilotlight.twin.service.ec2.Hypervisor;
import dev.pilotlight.twin.service.ec2.InstanceLaunch;
import dev.pilotlight.twin.time.Timeline;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** Machines that are processes, and images that are files; a copy moves the bytes at a bounded rate. */
public final class LiveHypervisor implements Hypervisor {
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    private final Timeline timeline;
    private final RunDirectory run;
    private final FreePorts ports;
    private final Path java;
    private final long bytesPerSecond;
    private final Environment environment;
    private volatile @Nullable LiveArtifact newestCopy;
    private final Map<String, LiveGuest> guests = new ConcurrentSkipListMap<>();

    /**
     * @param java the Java program that images may ask for
     * @param bytesPerSecond how fast an image travels between Regions
     */
    public LiveHypervisor(
            Timeline timeline,
            RunDirectory run,
            FreePorts ports,
            Path java,
            long bytesPerSecond,
            Environment environment) {
        this.timeline = timeline;
        this.run = run;
        this.ports = ports;
        this.java = java;
        this.bytesPerSecond = bytesPerSecond;
        this.environment = environment;
    }

    /** What the cloud tells an instance's process: where the services of its Region are, and what its tags say. */
    @FunctionalInterface
    public interface Environment {
        Map<String, String> of(InstanceLaunch launch);
    }

    @Override
    public Guest start(InstanceLaunch launch) {
        LiveGuest guest = new LiveGuest(timeline, launch.region(), launch.at());
        guests.put(launch.instanceId(), guest);
        timeline.start("boot " + launch.instanceId(), () -> boot(launch, guest));
        return guest;
    }

    /** The real process of an instance; empty when there is none, or not yet. */
    public Optional<InstanceProcess> process(String instanceId) {
        return Optional.ofNullable(guests.get(instanceId)).flatMap(LiveGuest::process);
    }

    /** Kills every process of a Region as a disaster would. */
    public void killAll(String region) {
        guests.values().stream()
                .filter(guest -> guest.region().equals(region))
                .flatMap(guest -> guest.process().stream())
                .forEach(InstanceProcess::kill);
    }

    /** How long the slowest instance of a Region took from its launch to three passed checks. */
    public Optional<Duration> bootTook(String region) {
        return guests.values().stream()
                .filter(guest -> guest.region().equals(region))
                .flatMap(guest -> guest.bootTook().stream())
                .max(Duration::compareTo);
    }

    /** How far the newest copy is, in percent; empty while nothing is being copied. */
    public OptionalInt copying() {
        LiveArtifact copy = newestCopy;
        return copy != null && copy.state(timeline.now()) instanceof Artifact.Pending(int percent)
                ? OptionalInt.of(percent)
                : OptionalInt.empty();
    }

    /** The newest copy, once it is complete. */
    public Optional<ImageArtifact> lastCopy() {
        LiveArtifact copy = newestCopy;
        return copy != null && copy.state(timeline.now()) instanceof Artifact.Complete
                ? Optional.of(copy.file())
                : Optional.empty();
    }

    /** An image that is in the world from the beginning. */
    public Artifact image(ImageArtifact file) {
        return LiveArtifact.of(file);
    }

    @Override
    public Artifact capture(Guest guest, boolean reboot, ArtifactBirth birth) {
        InstanceProcess process = ((LiveGuest) guest)
                .process()
                .orElseThrow(() -> new IllegalStateException("an image can only be made of an instance that runs"));
        LiveArtifact artifact = new LiveArtifact();
        timeline.start("create " + birth.imageId(), () -> artifact.complete(process.createImage(file(birth))));
        return artifact;
    }

    @Override
    public Artifact copy(Artifact source, ArtifactBirth birth) {
        LiveArtifact artifact = new LiveArtifact();
        newestCopy = artifact;
        timeline.start("copy " + birth.imageId(), () -> copy((LiveArtifact) source, artifact, birth));
        return artifact;
    }

    private void copy(LiveArtifact source, LiveArtifact artifact, ArtifactBirth birth) {
        try {
            artifact.complete(source.file().copy(file(birth), bytesPerSecond, System::nanoTime, artifact::progress));
        } catch (CorruptImageException e) {
            artifact.fail(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            artifact.fail("the copy was interrupted");
            Thread.currentThread().interrupt();
        }
    }

    private void boot(InstanceLaunch launch, LiveGuest guest) {
        InstanceProcess process = InstanceProcess.launch(
                run,
                launch.instanceId(),
                ((LiveArtifact) launch.image()).file(),
                java,
                ports.reserve(),
                environment.of(launch));
        guest.started(process);
        try {
            while (guest.look()) {
                timeline.sleep(LOOK_EVERY);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Path file(ArtifactBirth birth) {
        return run.path().resolve(birth.imageId() + "-" + birth.region() + ".image");
    }
}
