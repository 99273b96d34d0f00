package dev.pilotlight.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pilotlight.aws.ScriptedHttp;
import dev.pilotlight.aws.ScriptedHttp.Answer;
import dev.pilotlight.fixture.OpenRun;
import dev.pilotlight.journal.Act;
import dev.pilotlight.plan.ImageId;
import dev.pilotlight.plan.InstanceId;
import dev.pilotlight.plan.RegionName;
import dev.pilotlight.plan.ShopPlan;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class Ec2ImagesTest {
    private static final RegionName WEST = new RegionName("us-west-2");
    private static final ImageId SOURCE = new ImageId("ami-0000000000000000f");
    private static final ImageId COPY = new ImageId("ami-0000000000000000c");

    private final OpenRun run = OpenRun.of(ShopPlan.plan());
    private final ImageCopy copy =
            new ImageCopy(run.run().plan(), run.run().epoch(), SOURCE, new RegionName("us-east-1"), "shop-web-copy");

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
                    .contains("CopyImageTags=true", "ClientToken=" + copy.token());
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
                        new TreeMap<>(Map.of("Name", "shop-web")));
        assertThat(http.asked())
                .singleElement()
                .satisfies(asked -> assertThat(asked.body())
                        .contains(
                                "Action=CreateImage",
                                "NoReboot=true",
                                "TagSpecification.1.ResourceType=image",
                                "shop-web"));
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
