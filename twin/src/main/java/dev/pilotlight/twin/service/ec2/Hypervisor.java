package dev.pilotlight.twin.service.ec2;

/** What stands behind the EC2 API: modelled machines and images, or real ones. No method waits. */
public interface Hypervisor {

    /** Starts a machine; the launch may be moments ago, for machines the world has from its beginning. */
    Guest start(InstanceLaunch launch);

    /**
     * Makes an image of a machine.
     *
     * @param reboot whether the machine is restarted for it, as CreateImage does unless told not to
     */
    Artifact capture(Guest guest, boolean reboot, ArtifactBirth birth);

    /** Copies an image's bytes, usually into another Region. */
    Artifact copy(Artifact source, ArtifactBirth birth);
}
