package dev.pilotlight.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.aws.ScriptedHttp;
import dev.pilotlight.aws.ScriptedHttp.Answer;
import dev.pilotlight.fixture.OpenRun;
import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Permit;
import dev.pilotlight.plan.ImageId;
import dev.pilotlight.plan.InstanceId;
import dev.pilotlight.plan.InstanceTier;
import dev.pilotlight.plan.RegionName;
import dev.pilotlight.plan.ShopPlan;
import dev.pilotlight.step.BrokenConfigurationException;
import java.util.List;
import org.junit.jupiter.api.Test;

class Ec2InstancesTest {
    private static final InstanceId ONE = new InstanceId("i-00000000000000001");
    private static final InstanceId TWO = new InstanceId("i-00000000000000002");

    private final OpenRun run = OpenRun.of(ShopPlan.plan());
    private final InstanceTier tier = (InstanceTier) run.plan().tiers().getFirst();
    private final LaunchOrder order = new LaunchOrder(
            run.run().plan(),
            run.run().epoch(),
            "web",
            new ImageId("ami-0000000000000000f"),
            new Placement("m7g.large", tier.subnets().getFirst(), false),
            2,
            1);

    private static Ec2Instances over(ScriptedHttp http) {
        return new Ec2Instances(http.clients().ec2(new RegionName("us-west-2")));
    }

    private static Answer error(int status, String code) {
        return Answer.xml(
                status,
                "<Response><Errors><Error><Code>" + code
                        + "</Code><Message>m</Message></Error></Errors><RequestID>r</RequestID></Response>");
    }

    @Test
    void aLaunchCarriesItsTokenAndItsTags() throws Exception {
        ScriptedHttp http = new ScriptedHttp(
                _ -> Answer.xml(
                        200,
                        "<RunInstancesResponse><instancesSet><item><instanceId>i-00000000000000002</instanceId></item>"
                                + "<item><instanceId>i-00000000000000001</instanceId></item></instancesSet></RunInstancesResponse>"));
        List<InstanceId> launched = over(http).launch(run.permit(order.act()), order, tier);
        assertThat(launched).containsExactly(ONE, TWO);
        assertThat(http.asked())
                .singleElement()
                .satisfies(asked -> assertThat(asked.body())
                        .contains("Action=RunInstances", "MinCount=1", "MaxCount=2", "ImageId=ami-0000000000000000f")
                        .contains(
                                "ClientToken=" + order.token(),
                                "SubnetId=" + tier.subnets().getFirst())
                        .contains(
                                "TagSpecification.1.ResourceType=instance", "pilotlight%3Aplan", "pilotlight%3Aepoch"));
    }

    @Test
    void aReservedLaunchUsesTheReservationOrFails() throws Exception {
        LaunchOrder reserved = new LaunchOrder(
                run.run().plan(),
                run.run().epoch(),
                "web",
                new ImageId("ami-0000000000000000f"),
                new Placement("m7g.large", tier.subnets().getFirst(), true),
                1,
                1);
        for (String reservation :
                List.of("cr-0123456789abcdef0", "arn:aws:resource-groups:us-west-2:111111111111:group/shop")) {
            ScriptedHttp http = new ScriptedHttp(_ -> Answer.xml(200, "<RunInstancesResponse></RunInstancesResponse>"));
            over(http).launch(run.permit(reserved.act()), reserved, (InstanceTier) ShopPlan.with(
                            plan -> ((ObjectNode) plan.path("tiers").path(0)).put("capacityReservation", reservation))
                    .tiers()
                    .getFirst());
            String target = reservation.startsWith("cr-") ? "Id=cr-" : "ResourceGroupArn=arn";
            assertThat(http.asked().getFirst().body())
                    .contains(
                            "CapacityReservationSpecification.CapacityReservationPreference=capacity-reservations-only")
                    .contains("CapacityReservationTarget.CapacityReservation" + target);
        }
        Ec2Instances instances = over(new ScriptedHttp(_ -> error(400, "ReservationCapacityExceeded")));
        assertThatThrownBy(() -> instances.launch(run.permit(order.act()), order, tier))
                .isInstanceOf(NoCapacityException.class);
    }

    @Test
    void aShortageIsToldApartFromAWrongRequest() {
        for (String code : List.of("InsufficientInstanceCapacity", "VcpuLimitExceeded", "Unsupported")) {
            Ec2Instances instances = over(new ScriptedHttp(_ -> error(500, code)));
            assertThatThrownBy(() -> instances.launch(run.permit(order.act()), order, tier))
                    .isInstanceOf(NoCapacityException.class);
        }
        Ec2Instances instances = over(new ScriptedHttp(_ -> error(400, "InvalidSubnetID.NotFound")));
        assertThatThrownBy(() -> instances.launch(run.permit(order.act()), order, tier))
                .isInstanceOf(BrokenConfigurationException.class);
    }

    @Test
    void anInstanceThatIsNotDescribedYetIsNotAbsent() {
        Ec2Instances instances = over(new ScriptedHttp(_ -> error(400, "InvalidInstanceID.NotFound")));
        assertThat(instances.health(List.of(ONE))).containsEntry(ONE, Health.UNDER_WAY);
    }

    @Test
    void oneThatEc2DoesNotKnowIsGoneButOfSeveralNobodyKnowsWhichOne() {
        Ec2Instances instances = over(new ScriptedHttp(_ -> error(400, "InvalidInstanceID.NotFound")));
        assertThatCode(() -> instances.terminate(ending(List.of(ONE)), List.of(ONE)))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> instances.terminate(ending(List.of(ONE, TWO)), List.of(ONE, TWO)))
                .isInstanceOf(BrokenConfigurationException.class);
    }

    private Permit ending(List<InstanceId> ids) {
        return run.permit(new Act(Act.Kind.TERMINATE_INSTANCES, Instances.target(ids), "end"));
    }

    @Test
    void threeChecksMustPassWhereTheyApply() {
        Ec2Instances instances = over(new ScriptedHttp(_ -> Answer.xml(
                200,
                "<DescribeInstanceStatusResponse><instanceStatusSet>" + status(ONE, "ok", "ok", "not-applicable")
                        + status(TWO, "ok", "initializing", "ok")
                        + "</instanceStatusSet></DescribeInstanceStatusResponse>")));
        assertThat(instances.health(List.of(ONE, TWO)))
                .containsEntry(ONE, Health.PASSED)
                .containsEntry(TWO, Health.UNDER_WAY);
    }

    @Test
    void oneFailedCheckIsEnoughToFail() {
        Ec2Instances instances = over(new ScriptedHttp(_ -> Answer.xml(
                200,
                "<DescribeInstanceStatusResponse><instanceStatusSet>" + status(ONE, "ok", "ok", "impaired")
                        + "</instanceStatusSet></DescribeInstanceStatusResponse>")));
        assertThat(instances.health(List.of(ONE))).containsEntry(ONE, Health.FAILED);
    }

    private static String status(InstanceId id, String system, String instance, String ebs) {
        return "<item><instanceId>" + id
                + "</instanceId><instanceState><code>16</code><name>running</name></instanceState>"
                + "<systemStatus><status>" + system + "</status></systemStatus><instanceStatus><status>" + instance
                + "</status></instanceStatus><attachedEbsStatus><status>" + ebs
                + "</status></attachedEbsStatus></item>";
    }

    @Test
    void instancesAreFoundByTheirTags() {
        ScriptedHttp http = new ScriptedHttp(_ -> Answer.xml(
                200,
                "<DescribeInstancesResponse><reservationSet><item><instancesSet><item><instanceId>" + ONE
                        + "</instanceId><imageId>ami-0000000000000000f</imageId><instanceState><code>48</code><name>terminated</name></instanceState>"
                        + "<launchTime>2026-03-01T11:00:00.000Z</launchTime><clientToken>t</clientToken><tagSet>"
                        + "<item><key>pilotlight:tier</key><value>web</value></item>"
                        + "<item><key>pilotlight:epoch</key><value>3</value></item></tagSet></item></instancesSet></item>"
                        + "</reservationSet></DescribeInstancesResponse>"));
        assertThat(over(http).of(run.run().plan())).singleElement().satisfies(instance -> {
            assertThat(instance.id()).isEqualTo(ONE);
            assertThat(instance.tier()).isEqualTo("web");
            assertThat(instance.epoch()).isEqualTo(3);
            assertThat(instance.lives()).isFalse();
            assertThat(instance.token()).isEqualTo("t");
        });
        assertThat(http.asked().getFirst().body()).contains("Filter.1.Name=tag%3Apilotlight%3Aplan");
    }
}
