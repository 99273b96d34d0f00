package dev.pilotlight.twin.service.route53;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pilotlight.twin.service.Identifiers;
import dev.pilotlight.twin.service.TestTwin;
import dev.pilotlight.twin.service.cloudwatch.CloudWatchService;
import dev.pilotlight.twin.service.route53.RecordSet.Role;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.ChangeStatus;
import software.amazon.awssdk.services.route53.model.InvalidChangeBatchException;
import software.amazon.awssdk.services.route53.model.NoSuchHostedZoneException;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;
import software.amazon.awssdk.services.route53.model.ResourceRecordSetFailover;

class FailoverRoutingTest {
    private static final String ZONE = "Z0000000000SHOP";
    private static final String NAME = "www.shop.example";
    private static final String EAST = "shop-east.elb.example.com";
    private static final String WEST = "shop-west.elb.example.com";
    private static final String SWITCH = "switch.example";
    private static final Duration MINUTE = Duration.ofSeconds(60);
    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

    private final Visitors internet = new Visitors();
    private final TestTwin clock = new TestTwin();
    private final Route53Service route53 = new Route53Service(
            clock.timeline, new CloudWatchService(TestTwin.ACCOUNT, _ -> true), new Identifiers(), internet);
    private final Route53Client client = new TestTwin(route53).client(Route53Client.builder(), TestTwin.EAST);

    FailoverRoutingTest() {
        route53.seedZone(ZONE, "shop.example");
        internet.answers(SWITCH, 200, "yes");
    }

    @AfterEach
    void close() {
        client.close();
        clock.timeline.close();
    }

    private void failoverPair() {
        route53.seedHealthCheck("switch", HealthCheck.pageWith("yes", SWITCH, "/primary-is-serving", TEN_SECONDS, 1));
        route53.seedRecord(
                ZONE,
                RecordSet.canonicalName(NAME, MINUTE, EAST)
                        .as(Role.PRIMARY, "east")
                        .checkedBy("switch"));
        route53.seedRecord(ZONE, RecordSet.canonicalName(NAME, MINUTE, WEST).as(Role.SECONDARY, "west"));
    }

    @Test
    void visitorsGoToThePrimaryWhileTheSwitchSaysYes() {
        failoverPair();
        clock.timeline.advance(MINUTE);
        assertThat(route53.resolve(NAME)).contains(new Answer(EAST, MINUTE));
    }

    @Test
    void theSwitchSendsVisitorsToTheSecondary() {
        failoverPair();
        clock.timeline.advance(Duration.ofSeconds(5));
        internet.answers(SWITCH, 200, "no");
        clock.timeline.advance(TEN_SECONDS);
        assertThat(route53.resolve(NAME)).contains(new Answer(WEST, MINUTE));
    }

    @Test
    void aLostSwitchObjectNeverSendsVisitorsBackToThePrimary() {
        failoverPair();
        internet.answers(SWITCH, 200, "no");
        clock.timeline.advance(MINUTE);
        internet.answers(SWITCH, 404, "NoSuchKey");
        clock.timeline.advance(MINUTE);
        assertThat(target()).isEqualTo(WEST);
        internet.answers(SWITCH, 403, "AccessDenied");
        clock.timeline.advance(MINUTE);
        assertThat(target()).isEqualTo(WEST);
        internet.hangs(SWITCH, clock.timeline);
        clock.timeline.advance(MINUTE);
        assertThat(target()).isEqualTo(WEST);
        internet.isGone(SWITCH);
        clock.timeline.advance(MINUTE);
        assertThat(target()).isEqualTo(WEST);
    }

    @Test
    void aRecordWithoutACheckCountsAsHealthy() {
        failoverPair();
        internet.isGone(SWITCH);
        clock.timeline.advance(MINUTE);
        assertThat(target()).isEqualTo(WEST);
    }

    @Test
    void whenBothAreUnhealthyThePrimaryAnswers() {
        failoverPair();
        route53.seedHealthCheck("west", HealthCheck.page("west.example", "/", TEN_SECONDS, 1));
        route53.seedRecord(
                ZONE,
                RecordSet.canonicalName(NAME, MINUTE, WEST)
                        .as(Role.SECONDARY, "west")
                        .checkedBy("west"));
        internet.isGone(SWITCH);
        clock.timeline.advance(MINUTE);
        assertThat(target()).isEqualTo(EAST);
    }

    @Test
    void anAliasFollowsFailoverRecordsWithinTheZone() {
        failoverPair();
        route53.seedRecord(ZONE, RecordSet.alias("shop.example", ZONE, NAME));
        internet.answers(SWITCH, 200, "no");
        clock.timeline.advance(MINUTE);
        assertThat(route53.resolve("SHOP.example.")).contains(new Answer(WEST, MINUTE));
    }

    @Test
    void aNameThatNobodyKnowsHasNoAnswer() {
        failoverPair();
        assertThat(route53.resolve("other.shop.example")).isEmpty();
        assertThat(route53.resolve("elsewhere.example")).isEmpty();
    }

    @Test
    void namesThatPointInCirclesHaveNoAnswer() {
        route53.seedRecord(ZONE, RecordSet.canonicalName("a.shop.example", MINUTE, "b.shop.example"));
        route53.seedRecord(ZONE, RecordSet.canonicalName("b.shop.example", MINUTE, "a.shop.example"));
        assertThat(route53.resolve("a.shop.example")).isEmpty();
    }

    @Test
    void theRealClientChangesRecordsAndReadsThemBack() {
        route53.seedHealthCheck("switch", HealthCheck.page(SWITCH, "/", TEN_SECONDS, 3));
        change(ChangeAction.UPSERT, record(EAST, ResourceRecordSetFailover.PRIMARY, "switch"));
        change(ChangeAction.CREATE, record(WEST, ResourceRecordSetFailover.SECONDARY, "switch"));
        assertThat(client.listResourceRecordSets(request -> request.hostedZoneId(ZONE))
                        .resourceRecordSets())
                .containsExactly(
                        record(EAST, ResourceRecordSetFailover.PRIMARY, "switch"),
                        record(WEST, ResourceRecordSetFailover.SECONDARY, "switch"));
        assertThat(target()).isEqualTo(EAST);
        assertThat(client.listHostedZones().hostedZones()).singleElement().satisfies(zone -> {
            assertThat(zone.id()).isEqualTo(ZONE);
            assertThat(zone.name()).isEqualTo("shop.example.");
        });
    }

    @Test
    void aChangeIsMadeAsAWholeOrNotAtAll() {
        ResourceRecordSet foreign = ResourceRecordSet.builder()
                .name("www.other.example.")
                .type(RRType.A)
                .ttl(60L)
                .resourceRecords(ResourceRecord.builder().value("192.0.2.1").build())
                .build();
        assertThatThrownBy(() ->
                        change(ChangeAction.CREATE, record(EAST, ResourceRecordSetFailover.PRIMARY, "none"), foreign))
                .isInstanceOf(InvalidChangeBatchException.class)
                .hasMessageContaining("is not permitted in zone shop.example.")
                .hasMessageContaining("Health check none does not exist");
        assertThat(route53.resolve(NAME)).isEmpty();
    }

    @Test
    void aSecondPrimaryIsRefused() {
        failoverPair();
        ResourceRecordSet second = record("third.example.com", ResourceRecordSetFailover.PRIMARY, "switch").toBuilder()
                .setIdentifier("third")
                .build();
        assertThatThrownBy(() -> change(ChangeAction.CREATE, second))
                .isInstanceOf(InvalidChangeBatchException.class)
                .hasMessageContaining("conflicts");
    }

    @Test
    void whatIsDeletedMustBeNamedExactly() {
        failoverPair();
        assertThatThrownBy(() -> change(
                        ChangeAction.DELETE, record("wrong.example.com", ResourceRecordSetFailover.PRIMARY, "switch")))
                .isInstanceOf(InvalidChangeBatchException.class)
                .hasMessageContaining("do not match the current values");
    }

    @Test
    void aChangeIsInEffectWhenItIsAskedFor() {
        assertThat(client.getChange(request -> request.id("C1")).changeInfo().status())
                .isEqualTo(ChangeStatus.INSYNC);
    }

    @Test
    void aZoneThatDoesNotExistIsNamed() {
        assertThatThrownBy(() -> client.listResourceRecordSets(request -> request.hostedZoneId("Z1")))
                .isInstanceOf(NoSuchHostedZoneException.class)
                .hasMessageContaining("Z1");
    }

    private String target() {
        return route53.resolve(NAME).orElseThrow().value();
    }

    private void change(ChangeAction action, ResourceRecordSet... records) {
        client.changeResourceRecordSets(request -> request.hostedZoneId(ZONE)
                .changeBatch(batch -> batch.changes(Arrays.stream(records)
                        .map(record -> Change.builder()
                                .action(action)
                                .resourceRecordSet(record)
                                .build())
                        .toList())));
    }

    private static ResourceRecordSet record(String target, ResourceRecordSetFailover role, String check) {
        return ResourceRecordSet.builder()
                .name(NAME + ".")
                .type(RRType.CNAME)
                .setIdentifier(role == ResourceRecordSetFailover.PRIMARY ? "east" : "west")
                .failover(role)
                .ttl(60L)
                .resourceRecords(ResourceRecord.builder().value(target).build())
                .healthCheckId(check)
                .build();
    }
}
