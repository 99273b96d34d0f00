package dev.pilotlight.twin.service.ec2;

import static dev.pilotlight.twin.service.ec2.Datacentre.filter;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateChange;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.SummaryStatus;

class InstancesTest {
    private final Datacentre datacentre = new Datacentre();

    @Test
    void filtersByTagAndStateFindWhatALaunchMade() {
        datacentre.launch(request -> {});
        datacentre.pass(Duration.ofSeconds(20));
        assertThat(datacentre.seen(filter("tag:pilotlight:tier", "web"), filter("instance-state-name", "running")))
                .hasSize(1);
        assertThat(datacentre.seen(filter("tag:pilotlight:tier", "w?b*"))).hasSize(1);
        assertThat(datacentre.seen(filter("tag:pilotlight:tier", "worker"))).isEmpty();
        assertThat(datacentre.seen(filter("instance-state-name", "pending", "stopped")))
                .isEmpty();
        LaunchesTest.assertRefused(() -> datacentre.seen(filter("colour", "red")), "InvalidParameterValue");
    }

    @Test
    void anInstanceWithoutSecurityGroupsMayGoEverywhere() {
        String id = datacentre
                .launch(request -> request.securityGroupIds(List.of()))
                .getFirst()
                .instanceId();
        assertThat(datacentre.service.groupsLead(Datacentre.WEST, id, List.of("sg-00000009")))
                .isTrue();
        assertThat(datacentre.service.groupsLead(Datacentre.WEST, "i-0123456789abcdef0", List.of()))
                .isFalse();
    }

    @Test
    void pagesAreReadOneAfterTheOther() {
        datacentre.launch(request -> request.minCount(6).maxCount(6));
        datacentre.pass(Duration.ofSeconds(1));
        DescribeInstancesResponse first = datacentre.west.describeInstances(request -> request.maxResults(5));
        assertThat(instances(first)).hasSize(5);
        DescribeInstancesResponse second = datacentre.west.describeInstances(
                request -> request.maxResults(5).nextToken(first.nextToken()));
        assertThat(instances(second)).hasSize(1);
        assertThat(second.nextToken()).isNull();
        LaunchesTest.assertRefused(
                () -> datacentre.west.describeInstances(request -> request.maxResults(2)), "InvalidParameterValue");
        String id = instances(second).getFirst().instanceId();
        LaunchesTest.assertRefused(
                () -> datacentre.west.describeInstances(
                        request -> request.maxResults(5).instanceIds(id)),
                "InvalidParameterCombination");
    }

    @Test
    void aTerminationTakesItsTimeAndTheInstanceIsForgottenLater() {
        String id = datacentre.launch(request -> {}).getFirst().instanceId();
        datacentre.pass(Duration.ofSeconds(20));
        InstanceStateChange change = datacentre
                .west
                .terminateInstances(request -> request.instanceIds(id))
                .terminatingInstances()
                .getFirst();
        assertThat(change.previousState().name()).isEqualTo(InstanceStateName.RUNNING);
        assertThat(change.currentState().name()).isEqualTo(InstanceStateName.SHUTTING_DOWN);
        datacentre.pass(Duration.ofSeconds(30));
        assertThat(datacentre.seen().getFirst().state().name()).isEqualTo(InstanceStateName.TERMINATED);
        datacentre.pass(Duration.ofHours(2));
        assertThat(datacentre.seen()).isEmpty();
    }

    @Test
    void oneUnknownIdRefusesTheWholeTermination() {
        String id = datacentre.launch(request -> {}).getFirst().instanceId();
        LaunchesTest.assertRefused(
                () -> datacentre.west.terminateInstances(request -> request.instanceIds(id, "i-0f")),
                "InvalidInstanceID.NotFound");
        datacentre.pass(Duration.ofSeconds(20));
        assertThat(datacentre.seen().getFirst().state().name()).isEqualTo(InstanceStateName.RUNNING);
    }

    @Test
    void statusesShowStoppedInstancesOnlyWhenAsked() {
        String id = datacentre.launch(request -> {}).getFirst().instanceId();
        datacentre.pass(Duration.ofSeconds(20));
        datacentre.west.stopInstances(request -> request.instanceIds(id));
        datacentre.pass(Duration.ofSeconds(30));
        assertThat(datacentre.west.describeInstanceStatus().instanceStatuses()).isEmpty();
        assertThat(datacentre
                        .west
                        .describeInstanceStatus(request -> request.includeAllInstances(true))
                        .instanceStatuses())
                .singleElement()
                .satisfies(status -> {
                    assertThat(status.instanceState().name()).isEqualTo(InstanceStateName.STOPPED);
                    assertThat(status.instanceStatus().status()).isEqualTo(SummaryStatus.NOT_APPLICABLE);
                });
    }

    @Test
    void theApplicationAnswersAfterBootUntilItsRegionGoesDown() {
        datacentre.addPrimary();
        String id = datacentre.launch(request -> {}).getFirst().instanceId();
        assertThat(answers(Datacentre.EAST, Datacentre.PRIMARY)).isTrue();
        datacentre.pass(Duration.ofSeconds(89));
        assertThat(answers(Datacentre.WEST, id)).isFalse();
        datacentre.pass(Duration.ofSeconds(1));
        assertThat(answers(Datacentre.WEST, id)).isTrue();
        datacentre.outages.strike(Datacentre.EAST, datacentre.twin.timeline.now());
        assertThat(answers(Datacentre.EAST, Datacentre.PRIMARY)).isFalse();
        assertThat(answers(Datacentre.WEST, id)).isTrue();
    }

    @Test
    void tagsCanBeGivenLaterAndFound() {
        String id = datacentre.launch(request -> {}).getFirst().instanceId();
        datacentre.west.createTags(request -> request.resources(id).tags(Datacentre.tag("owner", "shop")));
        datacentre.pass(Duration.ofSeconds(1));
        assertThat(datacentre.seen(filter("tag:owner", "shop"))).hasSize(1);
        assertThat(datacentre
                        .west
                        .describeTags(request -> request.filters(filter("resource-id", id)))
                        .tags())
                .extracting("key")
                .containsExactly("pilotlight:tier", "owner");
        LaunchesTest.assertRefused(
                () -> datacentre.west.createTags(
                        request -> request.resources(id).tags(Datacentre.tag("aws:owner", "x"))),
                "InvalidParameterValue");
    }

    private boolean answers(String region, String id) {
        Instant now = datacentre.twin.timeline.now();
        return datacentre.service.applicationAnswers(region, id, now).orElse(false);
    }

    private static List<Instance> instances(DescribeInstancesResponse response) {
        return response.reservations().stream()
                .flatMap(reservation -> reservation.instances().stream())
                .toList();
    }

    @Test
    void aStoppedInstanceIsStartedAgainOnceItHasStopped() {
        String id = datacentre.launch(request -> {}).getFirst().instanceId();
        datacentre.pass(Duration.ofMinutes(5));
        datacentre.west.stopInstances(request -> request.instanceIds(id));
        LaunchesTest.assertRefused(
                () -> datacentre.west.startInstances(request -> request.instanceIds(id)), "IncorrectInstanceState");

        datacentre.pass(Duration.ofMinutes(2));
        datacentre.west.startInstances(request -> request.instanceIds(id));
        datacentre.pass(Duration.ofMinutes(2));

        assertThat(datacentre.seen(filter("instance-state-name", "running")))
                .extracting("instanceId")
                .containsExactly(id);
    }
}
