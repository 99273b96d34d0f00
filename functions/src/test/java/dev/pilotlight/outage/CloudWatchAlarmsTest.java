package dev.pilotlight.outage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class CloudWatchAlarmsTest {

    @Test
    void theOldestDataOfAnAlarmIsWhereTheTroubleBeganAtTheEarliest() {
        String data = "{\"version\":\"1.0\",\"queryDate\":\"2026-03-01T12:01:30.000+0000\","
                + "\"startDate\":\"2026-03-01T12:00:00.000+0000\",\"period\":60,\"recentDatapoints\":[0.0]}";
        assertThat(CloudWatchAlarms.startDate(data)).contains(Instant.parse("2026-03-01T12:00:00Z"));
    }

    @Test
    void dataOfAnotherFormSaysNothing() {
        assertThat(CloudWatchAlarms.startDate("{}")).isEmpty();
        assertThat(CloudWatchAlarms.startDate("{\"startDate\":\"yesterday\"}")).isEmpty();
        assertThat(CloudWatchAlarms.startDate("not JSON")).isEmpty();
    }
}
