package dev.pilotlight.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pilotlight.aws.ScriptedHttp;
import dev.pilotlight.aws.ScriptedHttp.Answer;
import dev.pilotlight.fixture.ImagesInMemory;
import dev.pilotlight.fixture.OpenRun;
import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Permit;
import dev.pilotlight.plan.ImageId;
import dev.pilotlight.plan.InstanceId;
import dev.pilotlight.plan.RegionName;
import dev.pilotlight.plan.ShopPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Ec2ImagesTest {
    private static final RegionName WEST = new RegionName("us-west-2");
    private static final ImageId SOURCE = new ImageId("ami-0000000000000000f");
    private static final ImageId COPY = new ImageId("ami-0000000000000000c");

    private final OpenRun run = OpenRun.of(ShopPlan.plan());
    private final ImageCopy copy = new ImageCopy(
            SOURCE,
            new RegionName("us-east-1"),
            "shop-web-copy",
            new TreeMap<>(Map.of("Name", "shop-web")),
            new TreeMap<>(Map.of(Image.MADE_FOR, "shop/web")),
            Optional.of(Duration.ofMinutes(30)),
            "2026-03-01");

    private static Ec2Images over(ScriptedHttp http) {
        return new Ec2Images(http.clients().ec2(WEST));
    }

    private static Answer error(String code, String message) {
        return Answer.xml(
                400,
                "<Response><Errors><Error><Code>" + code + "</Code><Message>" + message
                        + "</Message></Error></Errors><RequestID>r</RequestID></Response>");
    }

    @Test
    void aCopyIsAskedForInItsOwnRegionWithItsTokenAndItsTags() throws Exception {
        ScriptedHttp http = new ScriptedHttp(
                _ -> Answer.xml(200, "<CopyImageResponse><imageId>" + COPY + "</imageId></CopyImageResponse>"));
        assertThat(over(http).copy(run.permit(copy.act()), copy)).isEqualTo(COPY);
        assertThat(copy.token()).hasSizeLessThanOrEqualTo(128);
        assertThat(http.asked()).singleElement().satisfies(asked -> {
            assertThat(asked.host()).isEqualTo("ec2.us-west-2.amazonaws.com");
            assertThat(asked.body())
                    .contains("Action=CopyImage", "SourceRegion=us-east-1", "SourceImageId=" + SOURCE)
                    .contains("ClientToken=" + copy.token(), "SnapshotCopyCompletionDurationMinutes=30")
                    .contains("TagSpecification.1.ResourceType=image", "TagSpecification.1.Tag.1.Value=shop-web")
                    .contains("TagSpecification.2.ResourceType=snapshot", "TagSpecification.2.Tag.1.Value=shop%2Fweb");
        });
    }

    @Test
    void anImageIsCreatedWithoutARebootAndTaggedFromTheBeginning() throws Exception {
        ScriptedHttp http = new ScriptedHttp(
                _ -> Answer.xml(200, "<CreateImageResponse><imageId>" + SOURCE + "</imageId></CreateImageResponse>"));
        InstanceId instance = new InstanceId("i-00000000000000001");
        over(http)
                .create(
                        run.permit(new Act(Act.Kind.CREATE_IMAGE, instance.value(), "shop")),
                        instance,
                        "shop",
                        new TreeMap<>(Map.of("Name", "shop-web")),
                        new TreeMap<>(Map.of(Image.MADE_FOR, "shop/web")));
        assertThat(http.asked())
                .singleElement()
                .satisfies(asked -> assertThat(asked.body())
                        .contains(
                                "Action=CreateImage",
                                "NoReboot=true",
                                "TagSpecification.1.ResourceType=image",
                                "shop-web",
                                "TagSpecification.2.ResourceType=snapshot",
                                "shop%2Fweb"));
    }

    @Test
    void aNameThatIsTakenIsTheImageOfAnEarlierRequest() throws Exception {
        Ec2Images images = over(new ScriptedHttp(_ ->
                error("InvalidAMIName.Duplicate", "AMI name shop is already in use by AMI ami-0000000000000000f")));
        InstanceId instance = new InstanceId("i-00000000000000001");
        ImageId found = images.create(
                run.permit(new Act(Act.Kind.CREATE_IMAGE, instance.value(), "shop")),
                instance,
                "shop",
                new TreeMap<>(),
                new TreeMap<>());
        assertThat(found).isEqualTo(SOURCE);
    }

    @Test
    void aRejectedCopySaysWhy() {
        Ec2Images images = over(new ScriptedHttp(_ -> error("InvalidAMIID.NotFound", "it is gone")));
        assertThatThrownBy(() -> images.copy(run.permit(copy.act()), copy))
                .isInstanceOf(ImageRejectedException.class)
                .hasMessageContaining("it is gone");
    }

    @Test
    void aCopyBeyondTheLimitIsTurnedAway() {
        Ec2Images images = over(new ScriptedHttp(_ -> error("ResourceLimitExceeded", "too many copies")));
        assertThatThrownBy(() -> images.copy(run.permit(copy.act()), copy)).isInstanceOf(TooManyCopiesException.class);
    }

    @Test
    void whatIsGoneNeedsNoEnd() throws Exception {
        over(new ScriptedHttp(_ -> error("InvalidAMIID.Unavailable", "gone")))
                .deregister(run.permit(new Act(Act.Kind.DEREGISTER_IMAGE, COPY.value(), "shop/web")), COPY);
        over(new ScriptedHttp(_ -> error("InvalidSnapshot.NotFound", "gone")))
                .deleteSnapshot(run.permit(new Act(Act.Kind.DELETE_IMAGE_SNAPSHOT, "snap-1", "shop/web")), "snap-1");
        assertThat(run.deeds(Act.Kind.DEREGISTER_IMAGE)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"InvalidSnapshot.InUse,the snapshot is in use", "OperationNotPermitted,the snapshot is locked"})
    void whatEc2DoesNotLetGoOfIsARejection(String code, String message) {
        Ec2Images images = over(new ScriptedHttp(_ -> error(code, message)));
        Permit permit = run.permit(new Act(Act.Kind.DELETE_IMAGE_SNAPSHOT, "snap-1", "shop/web"));
        assertThatThrownBy(() -> images.deleteSnapshot(permit, "snap-1"))
                .isInstanceOf(ImageRejectedException.class)
                .hasMessageContaining(message);
    }

    @Test
    void snapshotsTellTheirStateTheirProgressAndTheirKey() {
        ScriptedHttp http = new ScriptedHttp(_ -> Answer.xml(
                200,
                "<DescribeSnapshotsResponse><snapshotSet><item><snapshotId>snap-1</snapshotId><status>pending</status>"
                        + "<startTime>2026-03-01T10:00:00.000Z</startTime><progress>42%</progress>"
                        + "<encrypted>true</encrypted><kmsKeyId>arn:aws:kms:us-west-2:1:key/1</kmsKeyId></item>"
                        + "</snapshotSet></DescribeSnapshotsResponse>"));
        Image image = ImagesInMemory.broken(new Image(
                COPY,
                "n",
                Image.State.AVAILABLE,
                Optional.empty(),
                run.now(),
                Optional.empty(),
                Optional.empty(),
                new TreeMap<>(),
                List.of("snap-1"),
                new Image.Hardware("arm64", "ebs", "/dev/xvda")));
        assertThat(over(http).snapshots(image))
                .containsExactly(new ImageSnapshot(
                        "snap-1",
                        ImageSnapshot.State.PENDING,
                        Instant.parse("2026-03-01T10:00:00Z"),
                        OptionalInt.of(42),
                        Optional.of("arn:aws:kms:us-west-2:1:key/1")));
    }

    @Test
    void whatRefersToAnImageIsAskedForTenAtATime() {
        ScriptedHttp http = new ScriptedHttp(_ -> Answer.xml(
                200,
                "<DescribeImageReferencesResponse><imageReferenceSet><item><imageId>" + COPY
                        + "</imageId><resourceType>ec2:Instance</resourceType><arn>arn:i-1</arn></item>"
                        + "</imageReferenceSet></DescribeImageReferencesResponse>"));
        List<ImageId> images = Collections.nCopies(11, COPY);
        assertThat(over(http).users(images)).containsEntry(COPY, List.of("arn:i-1", "arn:i-1"));
        assertThat(http.asked()).hasSize(2);
        assertThat(http.asked().getFirst().body())
                .contains("ResourceType.1.ResourceType=ec2%3AInstance", "ec2%3ALaunchTemplate");
    }

    @Test
    void imagesAreFoundByTheirTagsTheNewestFirst() {
        ScriptedHttp http = new ScriptedHttp(_ -> Answer.xml(
                200,
                "<DescribeImagesResponse><imagesSet>" + image(SOURCE, "2026-03-01T10:00:00.000Z", "available")
                        + image(COPY, "2026-03-01T11:00:00.000Z", "failed") + "</imagesSet></DescribeImagesResponse>"));
        List<Image> images = over(http).tagged(Map.of("Name", "shop-web"));
        assertThat(images).extracting(Image::id).containsExactly(COPY, SOURCE);
        assertThat(images).extracting(Image::state).containsExactly(Image.State.UNUSABLE, Image.State.AVAILABLE);
        assertThat(images.getFirst().source()).isEqualTo(Optional.of(SOURCE));
        assertThat(images.getFirst().snapshots()).containsExactly("snap-1");
        assertThat(http.asked().getFirst().body()).contains("Owner.1=self", "Filter.1.Name=tag%3AName");
    }

    private static String image(ImageId id, String created, String state) {
        return "<item><imageId>" + id + "</imageId><name>n</name><imageState>" + state + "</imageState><creationDate>"
                + created
                + "</creationDate><sourceImageId>" + SOURCE
                + "</sourceImageId><sourceImageRegion>us-east-1</sourceImageRegion>"
                + "<blockDeviceMapping><item><deviceName>/dev/xvda</deviceName><ebs><snapshotId>snap-1</snapshotId></ebs></item>"
                + "</blockDeviceMapping></item>";
    }
}
