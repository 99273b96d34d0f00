package dev.pilotlight.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.pilotlight.cli.schemas.Schema;
import dev.pilotlight.rehearsal.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo as a newcomer sees it, with a slow replication. */
class DemoTest {
    private static final Path REPOSITORY = Repository.around(Path.of("")).root();
    private static final String SHOPPING = "Shoppers have placed";

    @TempDir
    private static Path directory;

    private static DemoProcess failover;
    private static int failoverExit;
    private static JsonNode summary;

    @BeforeAll
    static void playIt() throws IOException, InterruptedException {
        Path json = directory.resolve("summary.json");
        failover = DemoProcess.start(
                REPOSITORY,
                directory.resolve("cache"),
                directory.resolve("failover.log"),
                "--replication-lag",
                "2s",
                "--json",
                json.toString());
        failoverExit = failover.exit();
        summary = new JsonMapper().readTree(Files.readString(json));
    }

    @Test
    void itFailsOver() throws IOException {
        assertThat(failoverExit).as(failover.printed()).isZero();
        assertThat(failover.printed()).contains(SHOPPING, "Orders are accepted again, served by shop-west.");
        assertThat(Schema.of("demo").problems(summary)).isEmpty();
        assertThat(summary.path("verdict").asText()).isEqualTo("SUCCEEDED");
        assertThat(summary.path("rtoSeconds").asDouble()).isGreaterThan(5);
        assertThat(summary.path("limitSeconds").asDouble()).isGreaterThan(5);
        assertThat(summary.path("states").findValuesAsText("name"))
                .containsSubsequence(
                        "Open the record",
                        "Confirm the outage",
                        "Promote the database",
                        "Bind the application",
                        "Check the site",
                        "Shift the traffic",
                        "Close the record");
    }

    @Test
    void ordersThatWereOnTheirWayAreLostAndCounted() {
        assertThat(summary.path("rpoRows").asInt())
                .as(failover.printed())
                .isPositive()
                .isLessThan(summary.path("acknowledgedRows").asInt());
    }
}
