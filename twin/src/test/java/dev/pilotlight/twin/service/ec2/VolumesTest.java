package dev.pilotlight.twin.service.ec2;

import static dev.pilotlight.twin.service.ec2.Datacentre.filter;
import static dev.pilotlight.twin.service.ec2.Datacentre.tagged;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Volume;

class VolumesTest {
    private final Datacentre datacentre = new Datacentre();

    private List<Volume> volumes() {
        return datacentre
                .west
                .describeVolumes(describe -> describe.filters(filter("tag:drill", "shop")))
                .volumes();
    }

    private Instance launch() {
        return datacentre
                .launch(request -> request.tagSpecifications(tagged(ResourceType.VOLUME, "drill", "shop")))
                .getFirst();
    }

    @Test
    void theRootVolumeEndsWithItsInstance() {
        Instance instance = launch();
        assertThat(volumes()).extracting(Volume::stateAsString).containsExactly("in-use");

        datacentre.west.terminateInstances(terminate -> terminate.instanceIds(instance.instanceId()));
        datacentre.pass(Duration.ofMinutes(1));

        assertThat(volumes()).isEmpty();
    }

    @Test
    void aVolumeThatTheImageKeepsIsLeftUntilSomebodyDeletesIt() {
        datacentre.service.keepData(Datacentre.WEST, Datacentre.IMAGE);
        List<String> before = datacentre.service.everything(Datacentre.WEST, datacentre.twin.timeline.now());
        Instance instance = launch();
        String data = volumes().getLast().volumeId();
        LaunchesTest.assertRefused(() -> datacentre.west.deleteVolume(delete -> delete.volumeId(data)), "VolumeInUse");

        datacentre.west.terminateInstances(terminate -> terminate.instanceIds(instance.instanceId()));
        datacentre.pass(Duration.ofMinutes(1));
        assertThat(volumes())
                .extracting(Volume::volumeId, Volume::stateAsString)
                .containsExactly(tuple(data, "available"));
        datacentre.west.deleteVolume(delete -> delete.volumeId(data));

        assertThat(datacentre.service.everything(Datacentre.WEST, datacentre.twin.timeline.now()))
                .isEqualTo(before);
        LaunchesTest.assertRefused(
                () -> datacentre.west.deleteVolume(delete -> delete.volumeId(data)), "InvalidVolume.NotFound");
    }
}
