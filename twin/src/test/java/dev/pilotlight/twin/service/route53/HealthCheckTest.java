package dev.pilotlight.twin.service.route53;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pilotlight.twin.service.Identifiers;
import dev.pilotlight.twin.service.TestTwin;
import dev.pilotlight.twin.service.cloudwatch.Alarm;
import dev.pilotlight.twin.service.cloudwatch.CloudWatchService;
import dev.pilotlight.twin.service.cloudwatch.Datum;
import dev.pilotlight.twin.service.cloudwatch.Metrics;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.CloudWatchRegion;
import software.amazon.awssdk.services.route53.model.HealthCheckAlreadyExistsException;
import software.amazon.awssdk.services.route53.model.HealthCheckConfig;
import software.amazon.awssdk.services.route53.model.HealthCheckType;
import software.amazon.awssdk.services.route53.model.HealthCheckVersionMismatchException;
import software.amazon.awssdk.services.route53.model.InsufficientDataHealthStatus;
import software.amazon.awssdk.services.route53.model.InvalidInputException;
import software.amazon.awssdk.services.route53.model.NoSuchHealthCheckException;

class HealthCheckTest {
    private static final String SHOP = "shop.example";
    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

    private final Visitors internet = new Visitors();
    private final CloudWatchService cloudWatch = new CloudWatchService(TestTwin.ACCOUNT, _ -> true);
    private final TestTwin twin = new TestTwin();
    private final Route53Service route53 = new Route53Service(twin.timeline, cloudWatch, new Identifiers(), internet);
    private final Route53Client client = new TestTwin(route53).client(Route53Client.builder(), TestTwin.EAST);

    @AfterEach
    void close() {
        client.close();
        twin.timeline.close();
    }

    @Test
    void aNewCheckIsHealthyUntilItHasFailedOftenEnough() {
        String id = create(page(HealthCheckType.HTTP).build());
        assertThat(route53.isHealthy(id)).isTrue();
    }

    @Test
    void threeFailedProbesMakeACheckUnhealthy() {
        internet.answers(SHOP, 503, "sorry");
        String id = create(page(HealthCheckType.HTTP).build());
        twin.timeline.advance(Duration.ofSeconds(19));
        assertThat(route53.isHealthy(id)).isTrue();
        twin.timeline.advance(Duration.ofSeconds(2));
        assertThat(route53.isHealthy(id)).isFalse();
        assertThat(status(id)).isEqualTo("Failure: HTTP Status Code 503");
    }

    @Test
    void threePassedProbesMakeItHealthyAgain() {
        String id = create(page(HealthCheckType.HTTP).build());
        twin.timeline.advance(Duration.ofSeconds(25));
        assertThat(route53.isHealthy(id)).isFalse();
        internet.answers(SHOP, 302, "elsewhere");
        twin.timeline.advance(Duration.ofSeconds(20));
        assertThat(route53.isHealthy(id)).isFalse();
        twin.timeline.advance(Duration.ofSeconds(10));
        assertThat(route53.isHealthy(id)).isTrue();
    }

    @Test
    void onePassedProbeInBetweenStartsTheCountAnew() {
        String id = create(page(HealthCheckType.HTTP).build());
        twin.timeline.advance(Duration.ofSeconds(11));
        internet.answers(SHOP, 200, "ok");
        twin.timeline.advance(Duration.ofSeconds(10));
        internet.isGone(SHOP);
        twin.timeline.advance(Duration.ofSeconds(20));
        assertThat(route53.isHealthy(id)).isTrue();
    }

    @Test
    void aPageThatHangsFailsAfterFourSeconds() {
        internet.hangs(SHOP, twin.timeline);
        route53.seedHealthCheck("slow", HealthCheck.page(SHOP, "/health", TEN_SECONDS, 1));
        twin.timeline.advance(Duration.ofMillis(3_999));
        assertThat(route53.isHealthy("slow")).isTrue();
        twin.timeline.advance(Duration.ofMillis(1));
        assertThat(route53.isHealthy("slow")).isFalse();
        assertThat(status("slow")).isEqualTo("Failure: The connection timed out.");
    }

    @Test
    void theSearchStringMustStandInTheFirst5120Bytes() {
        route53.seedHealthCheck("switch", HealthCheck.pageWith("yes", SHOP, "/", TEN_SECONDS, 1));
        internet.answers(SHOP, 200, " ".repeat(5117) + "yes");
        twin.timeline.advance(Duration.ofSeconds(1));
        assertThat(route53.isHealthy("switch")).isTrue();
        internet.answers(SHOP, 200, " ".repeat(5118) + "yes");
        twin.timeline.advance(TEN_SECONDS);
        assertThat(route53.isHealthy("switch")).isFalse();
    }

    @Test
    void aProbeSaysWhoItIsAndAsksForThePath() {
        route53.seedHealthCheck("polite", HealthCheck.page(SHOP, "/health?deep=1", TEN_SECONDS, 3));
        twin.timeline.advance(Duration.ofSeconds(1));
        assertThat(internet.seen).singleElement().satisfies(request -> {
            assertThat(request.host()).isEqualTo(SHOP);
            assertThat(request.path()).isEqualTo("/health");
            assertThat(request.query()).isEqualTo("deep=1");
            assertThat(request.header("user-agent"))
                    .hasValueSatisfying(agent -> assertThat(agent).startsWith("Amazon-Route53-Health-Check-Service"));
        });
    }

    @Test
    void everyLookIsPublishedToCloudWatchInNorthVirginia() {
        internet.answers(SHOP, 500, "");
        route53.seedHealthCheck("seen", HealthCheck.page(SHOP, "/", TEN_SECONDS, 2));
        twin.timeline.advance(Duration.ofSeconds(11));
        assertThat(cloudWatch.recent("us-east-1", Metrics.healthCheckStatus("seen")))
                .containsExactly(Datum.of(1, TestTwin.START), Datum.of(0, TestTwin.START.plus(TEN_SECONDS)));
    }

    @Test
    void invertingTurnsTheVerdictRound() {
        internet.answers(SHOP, 200, "ok");
        String id = create(page(HealthCheckType.HTTP).build());
        twin.timeline.advance(Duration.ofSeconds(5));
        client.updateHealthCheck(request -> request.healthCheckId(id).inverted(true));
        assertThat(route53.isHealthy(id)).isFalse();
    }

    @Test
    void aDisabledCheckIsHealthyAndNobodyLooks() {
        String id = create(page(HealthCheckType.HTTP).build());
        twin.timeline.advance(Duration.ofSeconds(25));
        client.updateHealthCheck(request -> request.healthCheckId(id).disabled(true));
        int visits = internet.seen.size();
        twin.timeline.advance(Duration.ofMinutes(5));
        assertThat(route53.isHealthy(id)).isTrue();
        assertThat(internet.seen).hasSize(visits);
    }

    @Test
    void aDisabledCheckThatIsInvertedIsUnhealthy() {
        String id = create(page(HealthCheckType.HTTP).build());
        client.updateHealthCheck(
                request -> request.healthCheckId(id).disabled(true).inverted(true));
        assertThat(route53.isHealthy(id)).isFalse();
    }

    @Test
    void aDeletedCheckIsLookedAtNoMore() {
        String id = create(page(HealthCheckType.HTTP).build());
        twin.timeline.advance(Duration.ofSeconds(1));
        client.deleteHealthCheck(request -> request.healthCheckId(id));
        int visits = internet.seen.size();
        twin.timeline.advance(Duration.ofMinutes(5));
        assertThat(internet.seen).hasSize(visits);
        assertThatThrownBy(() -> client.getHealthCheck(request -> request.healthCheckId(id)))
                .isInstanceOf(NoSuchHealthCheckException.class);
    }

    @Test
    void aCalculatedCheckCountsItsHealthyChildren() {
        internet.answers("one.example", 200, "ok");
        route53.seedHealthCheck("one", HealthCheck.page("one.example", "/", TEN_SECONDS, 1));
        route53.seedHealthCheck("two", HealthCheck.page("two.example", "/", TEN_SECONDS, 1));
        String both = create(calculated(2));
        String either = create(calculated(1));
        twin.timeline.advance(Duration.ofSeconds(1));
        assertThat(route53.isHealthy(both)).isFalse();
        assertThat(route53.isHealthy(either)).isTrue();
    }

    @Test
    void aCheckOfAnAlarmLooksAtTheDataAndNotAtTheState() {
        cloudWatch.seedAlarm("us-west-2", Alarm.onHealthCheck("switched", "x", Duration.ofMinutes(1)), TestTwin.START);
        String id = create(alarm(InsufficientDataHealthStatus.HEALTHY));
        twin.timeline.advance(Duration.ofMinutes(1));
        assertThat(route53.isHealthy(id)).isTrue();
        cloudWatch.publish("us-west-2", Metrics.healthCheckStatus("x"), 0, twin.timeline.now());
        twin.timeline.advance(Duration.ofSeconds(75));
        assertThat(route53.isHealthy(id)).isFalse();
    }

    @Test
    void tooLittleDataLeavesTheLastKnownStatusWhenSoChosen() {
        cloudWatch.seedAlarm("us-west-2", Alarm.onHealthCheck("switched", "x", Duration.ofMinutes(1)), TestTwin.START);
        cloudWatch.publish("us-west-2", Metrics.healthCheckStatus("x"), 0, TestTwin.START);
        String last = create(alarm(InsufficientDataHealthStatus.LAST_KNOWN_STATUS));
        String unhealthy = create(alarm(InsufficientDataHealthStatus.UNHEALTHY));
        String healthy = create(alarm(InsufficientDataHealthStatus.HEALTHY));
        twin.timeline.advance(Duration.ofMinutes(10));
        assertThat(route53.isHealthy(last)).isFalse();
        assertThat(route53.isHealthy(unhealthy)).isFalse();
        assertThat(route53.isHealthy(healthy)).isTrue();
    }

    @Test
    void whatWasCreatedIsDescribedAlike() {
        HealthCheckConfig wanted = page(HealthCheckType.HTTPS_STR_MATCH)
                .searchString("yes")
                .resourcePath("/deep?x=1&y=<2>")
                .build();
        String id = create(wanted);
        HealthCheckConfig found = client.getHealthCheck(request -> request.healthCheckId(id))
                .healthCheck()
                .healthCheckConfig();
        assertThat(found.type()).isEqualTo(HealthCheckType.HTTPS_STR_MATCH);
        assertThat(found.searchString()).isEqualTo("yes");
        assertThat(found.resourcePath()).isEqualTo("/deep?x=1&y=<2>");
        assertThat(found.fullyQualifiedDomainName()).isEqualTo(SHOP);
        assertThat(found.port()).isEqualTo(443);
        assertThat(found.requestInterval()).isEqualTo(10);
        assertThat(found.failureThreshold()).isEqualTo(3);
        assertThat(client.listHealthChecks().healthChecks())
                .singleElement()
                .satisfies(check -> assertThat(check.id()).isEqualTo(id));
    }

    @Test
    void theSameReferenceMakesOneCheckOnly() {
        HealthCheckConfig config = page(HealthCheckType.HTTP).build();
        assertThat(create(config)).isEqualTo(create(config));
        assertThatThrownBy(() -> client.createHealthCheck(request -> request.callerReference("HTTP")
                        .healthCheckConfig(page(HealthCheckType.HTTP).port(8080).build())))
                .isInstanceOf(HealthCheckAlreadyExistsException.class);
    }

    @Test
    void anUpdateOfAnOlderVersionIsRefused() {
        String id = create(page(HealthCheckType.HTTP).build());
        client.updateHealthCheck(request -> request.healthCheckId(id).failureThreshold(5));
        assertThatThrownBy(() -> client.updateHealthCheck(
                        request -> request.healthCheckId(id).failureThreshold(2).healthCheckVersion(1L)))
                .isInstanceOf(HealthCheckVersionMismatchException.class);
    }

    @Test
    void aTypeThatIsNotModelledIsRefused() {
        assertThatThrownBy(() -> create(page(HealthCheckType.TCP).build()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("TCP");
    }

    private String create(HealthCheckConfig config) {
        String reference = config.typeAsString() + config.healthThreshold() + config.insufficientDataHealthStatus();
        return client.createHealthCheck(
                        request -> request.callerReference(config.type() == HealthCheckType.HTTP ? "HTTP" : reference)
                                .healthCheckConfig(config))
                .healthCheck()
                .id();
    }

    private String status(String id) {
        return client.getHealthCheckStatus(request -> request.healthCheckId(id))
                .healthCheckObservations()
                .getFirst()
                .statusReport()
                .status();
    }

    private static HealthCheckConfig.Builder page(HealthCheckType type) {
        return HealthCheckConfig.builder()
                .type(type)
                .fullyQualifiedDomainName(SHOP)
                .resourcePath("/health")
                .requestInterval(10)
                .failureThreshold(3);
    }

    private static HealthCheckConfig calculated(int threshold) {
        return HealthCheckConfig.builder()
                .type(HealthCheckType.CALCULATED)
                .healthThreshold(threshold)
                .childHealthChecks(List.of("one", "two"))
                .build();
    }

    private static HealthCheckConfig alarm(InsufficientDataHealthStatus insufficient) {
        return HealthCheckConfig.builder()
                .type(HealthCheckType.CLOUDWATCH_METRIC)
                .alarmIdentifier(
                        alarm -> alarm.region(CloudWatchRegion.US_WEST_2).name("switched"))
                .insufficientDataHealthStatus(insufficient)
                .build();
    }
}
