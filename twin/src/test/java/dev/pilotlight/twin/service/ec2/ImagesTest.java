package dev.pilotlight.twin.service.ec2;

import static dev.pilotlight.twin.service.ec2.Datacentre.filter;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pilotlight.twin.physics.Physics;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.CopyImageRequest;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.ImageState;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.SnapshotState;

class ImagesTest {
    private final Datacentre datacentre =
            new Datacentre(Physics.defaults().withImages(images -> images.withDisabledKey("dead-key")));

    @BeforeEach
    void aPrimaryServes() {
        datacentre.addPrimary();
    }

    @Test
    void anImageIsMadeOfARunningInstanceAndCopied() {
        String made = create(true);
        datacentre.pass(Duration.ofMinutes(3));
        String copied = copy(made, request -> {});
        datacentre.pass(Duration.ofSeconds(252));
        Image pending = image(copied);
        assertThat(pending.state()).isEqualTo(ImageState.PENDING);
        assertThat(pending.sourceImageId()).isEqualTo(made);
        assertThat(pending.sourceImageRegion()).isEqualTo(Datacentre.EAST);
        assertThat(pending.creationDate()).isEqualTo("2026-01-01T00:03:00.000Z");
        Snapshot snapshot = snapshotOf(pending);
        assertThat(snapshot.state()).isEqualTo(SnapshotState.PENDING);
        assertThat(snapshot.progress()).isEqualTo("42%");
        datacentre.pass(Duration.ofSeconds(348));
        assertThat(image(copied).state()).isEqualTo(ImageState.AVAILABLE);
        assertThat(snapshotOf(pending).progress()).isEqualTo("100%");
        assertThat(checksum(Datacentre.WEST, copied)).isEqualTo(checksum(Datacentre.EAST, made));
    }

    @Test
    void makingAnImageRestartsTheInstanceUnlessToldOtherwise() {
        create(true);
        assertThat(primaryAnswers()).isTrue();
        datacentre.east.createImage(
                request -> request.instanceId(Datacentre.PRIMARY).name("shop-web-3"));
        assertThat(primaryAnswers()).isFalse();
        datacentre.pass(Duration.ofSeconds(90));
        assertThat(primaryAnswers()).isTrue();
    }

    @Test
    void tagsAreCopiedOnlyWhenAsked() {
        String plain = copy(Datacentre.IMAGE, request -> request.clientToken("a"));
        String tagged =
                copy(Datacentre.IMAGE, request -> request.clientToken("b").copyImageTags(true));
        datacentre.pass(Duration.ofSeconds(1));
        assertThat(image(plain).tags()).isEmpty();
        assertThat(image(tagged).tags()).extracting("value").containsExactly("shop-web");
        assertThat(datacentre
                        .west
                        .describeImages(
                                request -> request.owners("self").filters(filter("source-image-id", Datacentre.IMAGE)))
                        .images())
                .hasSize(2);
    }

    @Test
    void aRepeatedCopyTokenCopiesNothing() {
        String first = copy(Datacentre.IMAGE, request -> {});
        assertThat(copy(Datacentre.IMAGE, request -> {})).isEqualTo(first);
        LaunchesTest.assertRefused(
                () -> copy(Datacentre.IMAGE, request -> request.name("another-name")), "IdempotentParameterMismatch");
    }

    @Test
    void aCopyFromADeadRegionIsRefusedAndARunningOneStandsStill() {
        String running = copy(Datacentre.IMAGE, request -> {});
        datacentre.pass(Duration.ofMinutes(5));
        datacentre.outages.strike(Datacentre.EAST, datacentre.twin.timeline.now());
        LaunchesTest.assertRefused(
                () -> copy(Datacentre.IMAGE, request -> request.clientToken("late")), "InvalidRequest");
        datacentre.pass(Duration.ofHours(1));
        assertThat(snapshotOf(image(running)).progress()).isEqualTo("50%");
    }

    @Test
    void aDeadKeyFailsTheCopyAfterTheCallSucceeded() {
        String id = copy(Datacentre.IMAGE, request -> request.encrypted(true).kmsKeyId("dead-key"));
        datacentre.pass(Duration.ofSeconds(10));
        assertThat(image(id).state()).isEqualTo(ImageState.PENDING);
        datacentre.pass(Duration.ofSeconds(10));
        assertThat(image(id).state()).isEqualTo(ImageState.FAILED);
        assertThat(image(id).stateReason().message()).contains("key");
        assertThat(snapshotOf(image(id)).state()).isEqualTo(SnapshotState.ERROR);
    }

    @Test
    void anImageThatIsNotAvailableCannotBeLaunchedOrCopied() {
        String made = create(true);
        LaunchesTest.assertRefused(() -> copy(made, request -> {}), "InvalidAMIID.Unavailable");
        String copied = copy(Datacentre.IMAGE, request -> {});
        LaunchesTest.assertRefused(
                () -> datacentre.launch(request -> request.imageId(copied)), "InvalidAMIID.Unavailable");
    }

    @Test
    void anImageNameIsTakenOnce() {
        create(true);
        LaunchesTest.assertRefused(() -> create(true), "InvalidAMIName.Duplicate");
    }

    @Test
    void aSnapshotOutlivesItsImageAndIsDeletedAfterwards() {
        String id = copy(Datacentre.IMAGE, request -> {});
        datacentre.pass(Duration.ofMinutes(10));
        String snapshot = snapshotOf(image(id)).snapshotId();
        LaunchesTest.assertRefused(
                () -> datacentre.west.deleteSnapshot(request -> request.snapshotId(snapshot)), "InvalidSnapshot.InUse");
        datacentre.west.deregisterImage(request -> request.imageId(id));
        LaunchesTest.assertRefused(() -> image(id), "InvalidAMIID.NotFound");
        datacentre.west.deleteSnapshot(request -> request.snapshotId(snapshot));
        LaunchesTest.assertRefused(
                () -> datacentre.west.describeSnapshots(request -> request.snapshotIds(snapshot)),
                "InvalidSnapshot.NotFound");
    }

    private String create(boolean noReboot) {
        return datacentre
                .east
                .createImage(request -> request.instanceId(Datacentre.PRIMARY)
                        .name("shop-web-2")
                        .noReboot(noReboot)
                        .tagSpecifications(Datacentre.tagged(ResourceType.IMAGE, "Name", "shop-web")))
                .imageId();
    }

    private String copy(String source, Consumer<CopyImageRequest.Builder> change) {
        CopyImageRequest.Builder request = CopyImageRequest.builder()
                .name("shop-web-copy")
                .sourceImageId(source)
                .sourceRegion(Datacentre.EAST)
                .clientToken("copy-1");
        change.accept(request);
        return datacentre.west.copyImage(request.build()).imageId();
    }

    private Image image(String id) {
        return datacentre
                .west
                .describeImages(request -> request.imageIds(id))
                .images()
                .getFirst();
    }

    private Snapshot snapshotOf(Image image) {
        String id = image.blockDeviceMappings().getFirst().ebs().snapshotId();
        return datacentre
                .west
                .describeSnapshots(request -> request.snapshotIds(id))
                .snapshots()
                .getFirst();
    }

    private Artifact.State checksum(String region, String image) {
        return datacentre.service.artifact(region, image).orElseThrow().state(datacentre.twin.timeline.now());
    }

    private boolean primaryAnswers() {
        return datacentre
                .service
                .applicationAnswers(Datacentre.EAST, Datacentre.PRIMARY, datacentre.twin.timeline.now())
                .orElse(false);
    }
}
