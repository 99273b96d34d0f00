package dev.pilotlight.twin.service.ec2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pilotlight.twin.physics.Capacity;
import dev.pilotlight.twin.physics.Physics;
import dev.pilotlight.twin.physics.Throttling;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.CapacityReservationPreference;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.InstanceStatus;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.SummaryStatus;

class LaunchesTest {
    private static final String RESERVATION = "cr-0123456789abcdef0";

    private final Datacentre datacentre = new Datacentre();

    @Test
    void aLaunchTellsEverythingAboutTheInstance() {
        Instance instance = datacentre.launch(request -> {}).getFirst();
        assertThat(instance.instanceId()).matches("i-[0-9a-f]{17}");
        assertThat(instance.state().name()).isEqualTo(InstanceStateName.PENDING);
        assertThat(instance.imageId()).isEqualTo(Datacentre.IMAGE);
        assertThat(instance.placement().availabilityZone()).isEqualTo("us-west-2a");
        assertThat(instance.placement().availabilityZoneId()).isEqualTo("usw2-az1");
        assertThat(instance.privateIpAddress()).isEqualTo("10.0.1.4");
        assertThat(instance.vpcId()).isEqualTo("vpc-00000001");
        assertThat(instance.securityGroups()).extracting("groupName").containsExactly("web");
        assertThat(instance.iamInstanceProfile().arn())
                .isEqualTo("arn:aws:iam::111111111111:instance-profile/shop-web");
        assertThat(instance.launchTime()).isEqualTo(datacentre.twin.timeline.now());
        assertThat(instance.clientToken()).isEqualTo("token-1");
        assertThat(instance.tags()).containsExactly(Datacentre.tag("pilotlight:tier", "web"));
    }

    @Test
    void anInstanceRunsThenPassesItsChecks() {
        datacentre.launch(request -> {});
        datacentre.pass(Duration.ofSeconds(10));
        assertThat(statuses()).singleElement().satisfies(status -> {
            assertThat(status.instanceState().name()).isEqualTo(InstanceStateName.RUNNING);
            assertThat(status.systemStatus().status()).isEqualTo(SummaryStatus.INITIALIZING);
        });
        datacentre.pass(Duration.ofSeconds(110));
        assertThat(statuses()).singleElement().satisfies(status -> {
            assertThat(status.systemStatus().status()).isEqualTo(SummaryStatus.OK);
            assertThat(status.instanceStatus().status()).isEqualTo(SummaryStatus.OK);
            assertThat(status.attachedEbsStatus().status()).isEqualTo(SummaryStatus.OK);
        });
    }

    @Test
    void aReservationHoldsWhatTheZoneHasNoRoomFor() {
        Datacentre full = new Datacentre(limited(Capacity.plenty().withFree("us-west-2a", "m7g.large", 0)));
        full.service.addReservation(Datacentre.WEST, RESERVATION, "us-west-2a", "m7g.large", 2);
        assertRefused(() -> full.launch(request -> {}), "InsufficientInstanceCapacity");
        assertThat(full.launch(request -> reserved(request.clientToken("t2").maxCount(3))))
                .hasSize(2);
        assertRefused(() -> full.launch(request -> reserved(request.clientToken("t3"))), "ReservationCapacityExceeded");
        assertRefused(
                () -> full.launch(request -> reserved(request.clientToken("t4").subnetId("subnet-0000000b"))),
                "InvalidCapacityReservation.Mismatch");
    }

    private static void reserved(RunInstancesRequest.Builder request) {
        request.capacityReservationSpecification(
                only -> only.capacityReservationPreference(CapacityReservationPreference.CAPACITY_RESERVATIONS_ONLY)
                        .capacityReservationTarget(target -> target.capacityReservationId(RESERVATION)));
    }

    @Test
    void aRepeatedTokenLaunchesNothing() {
        String first = datacentre.launch(request -> {}).getFirst().instanceId();
        datacentre.pass(Duration.ofSeconds(60));
        Instance second = datacentre.launch(request -> {}).getFirst();
        assertThat(second.instanceId()).isEqualTo(first);
        assertThat(second.state().name()).isEqualTo(InstanceStateName.RUNNING);
        assertThat(datacentre.seen()).hasSize(1);
    }

    @Test
    void theSameTokenInAnotherZoneLaunchesAgain() {
        datacentre.launch(request -> {});
        datacentre.launch(request -> request.subnetId("subnet-0000000b"));
        datacentre.pass(Duration.ofSeconds(1));
        assertThat(datacentre.seen()).hasSize(2);
    }

    @Test
    void aTokenWithOtherParametersIsRefused() {
        datacentre.launch(request -> {});
        assertRefused(() -> datacentre.launch(request -> request.maxCount(2)), "IdempotentParameterMismatch");
    }

    @Test
    void aNewInstanceIsNotVisibleAtOnce() {
        String id = datacentre.launch(request -> {}).getFirst().instanceId();
        assertThat(datacentre.seen()).isEmpty();
        assertRefused(
                () -> datacentre.west.describeInstances(request -> request.instanceIds(id)),
                "InvalidInstanceID.NotFound");
        datacentre.pass(Duration.ofMillis(500));
        assertThat(datacentre.seen()).hasSize(1);
    }

    @Test
    void aFullZoneHasNoRoomForTheMinimum() {
        Datacentre full = new Datacentre(limited(Capacity.plenty().withFree("us-west-2a", "m7g.large", 1)));
        assertRefused(() -> full.launch(request -> request.minCount(2).maxCount(2)), "InsufficientInstanceCapacity");
        assertThat(full.launch(request -> request.minCount(1).maxCount(2))).hasSize(1);
        assertRefused(() -> full.launch(request -> request.clientToken("b")), "InsufficientInstanceCapacity");
        assertThat(full.launch(request -> request.subnetId("subnet-0000000b"))).hasSize(1);
    }

    @Test
    void aTerminatedInstanceMakesRoom() {
        Datacentre full = new Datacentre(limited(Capacity.plenty().withFree("us-west-2a", "m7g.large", 1)));
        String id = full.launch(request -> {}).getFirst().instanceId();
        full.west.terminateInstances(request -> request.instanceIds(id));
        assertThat(full.launch(request -> request.clientToken("b"))).hasSize(1);
    }

    @Test
    void theAccountsLimitAndUnsupportedTypesHaveTheirOwnErrors() {
        Datacentre small = new Datacentre(limited(Capacity.plenty().withLimit(0)));
        assertRefused(() -> small.launch(request -> {}), "InstanceLimitExceeded");
        Datacentre old = new Datacentre(limited(Capacity.plenty().withUnsupported("us-west-2a", "m7g.large")));
        assertRefused(() -> old.launch(request -> {}), "Unsupported");
    }

    @Test
    void whatDoesNotExistIsNamed() {
        assertRefused(() -> datacentre.launch(request -> request.imageId("ami-0f")), "InvalidAMIID.NotFound");
        assertRefused(() -> datacentre.launch(request -> request.subnetId("subnet-0f")), "InvalidSubnetID.NotFound");
        assertRefused(() -> datacentre.launch(request -> request.securityGroupIds("sg-0f")), "InvalidGroup.NotFound");
        assertRefused(() -> datacentre.launch(request -> request.clientToken("x".repeat(65))), "InvalidParameterValue");
        assertRefused(() -> datacentre.launch(request -> request.minCount(3)), "InvalidParameterCombination");
        assertThat(datacentre.service.instances(Datacentre.WEST)).isEmpty();
    }

    @Test
    void aDryRunLaunchesNothing() {
        assertRefused(() -> datacentre.launch(request -> request.dryRun(true)), "DryRunOperation");
        assertThat(datacentre.service.instances(Datacentre.WEST)).isEmpty();
    }

    @Test
    void whatIsNotModelledIsRefused() {
        assertThatThrownBy(() -> datacentre.launch(request -> request.keyName("mine")))
                .isInstanceOf(Ec2Exception.class)
                .hasMessageContaining("KeyName")
                .hasMessageContaining("not modelled");
    }

    @Test
    void tooManyLaunchesAreThrottledUntilTokensFlowBack() {
        Throttling.Bucket two = new Throttling.Bucket(2, 1);
        Datacentre busy = new Datacentre(
                Physics.defaults().withThrottling(Throttling.none().with("ec2:RunInstances", two)));
        busy.launch(request -> request.clientToken("a"));
        busy.launch(request -> request.clientToken("b"));
        assertRefused(() -> busy.launch(request -> request.clientToken("c")), "RequestLimitExceeded");
        busy.pass(Duration.ofSeconds(1));
        assertThat(busy.launch(request -> request.clientToken("c"))).hasSize(1);
    }

    @Test
    void equalHistoriesNameEverythingAlike() {
        Datacentre other = new Datacentre();
        assertThat(datacentre.launch(request -> {})).isEqualTo(other.launch(request -> {}));
    }

    private static Physics limited(Capacity capacity) {
        return Physics.defaults().withCompute(compute -> compute.withCapacity(capacity));
    }

    private List<InstanceStatus> statuses() {
        return datacentre.west.describeInstanceStatus().instanceStatuses();
    }

    static void assertRefused(ThrowingCallable call, String code) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Ec2Exception.class,
                        error -> assertThat(error.awsErrorDetails().errorCode()).isEqualTo(code));
    }
}
