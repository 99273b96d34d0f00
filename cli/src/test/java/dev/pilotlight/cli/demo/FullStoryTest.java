package dev.pilotlight.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.pilotlight.cli.schemas.Schema;
import dev.pilotlight.rehearsal.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole story on real PostgreSQL: there, and home again. */
@Tag("thorough")
class FullStoryTest {
    private static final Path REPOSITORY = Repository.around(Path.of("")).root();

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"detach", "managed"})
    void theApplicationComesHomeAndNoOrderIsLostOnTheWay(String strategy) throws Exception {
        Path json = directory.resolve("story.json");
        DemoProcess demo = DemoProcess.start(
                REPOSITORY,
                directory.resolve("cache"),
                directory.resolve("story.log"),
                "--story",
                "full",
                "--strategy",
                strategy,
                "--replication-lag",
                "2s",
                "--json",
                json.toString());

        assertThat(demo.exit()).as(demo.printed()).isZero();
        assertThat(demo.printed()).contains("Orders are accepted at home again, served by shop-east.");
        JsonNode told = JsonMapper.builder().build().readTree(Files.readString(json));
        assertThat(Schema.of("demo").problems(told)).isEmpty();
        JsonNode preparation = told.path("preparation");
        assertThat(preparation.at("/readinessBefore/verdict").asText())
                .as("before any drill")
                .isEqualTo("NOT_READY");
        assertThat(preparation.at("/readiness/verdict").asText())
                .as("%s", preparation.path("readiness"))
                .isEqualTo("READY");
        assertThat(preparation.at("/drill/drill/withinObjective").asBoolean())
                .as("%s", preparation.path("drill"))
                .isTrue();
        assertThat(preparation.path("leftByTheDrill")).isEmpty();
        JsonNode failback = told.path("failback");
        assertThat(failback.path("verdict").asText()).isEqualTo("SUCCEEDED");
        assertThat(failback.path("ordersAtHome").asBoolean()).isTrue();
        assertThat(failback.path("lostRows").asInt(-1)).isZero();
        assertThat(failback.path("onlyInTheOldPrimary").size())
                .as("what had not crossed over when the disaster struck")
                .isPositive();
        assertThat(failback.path("states").findValuesAsText("name"))
                .containsSubsequence(
                        "Rebuild the replication",
                        "Ask a person about going home",
                        "Switch the database over",
                        "Shift the traffic home",
                        "Serve from home");
        try (Stream<Path> runs = Files.list(directory.resolve("cache/pilotlight/runs"))) {
            assertThat(runs.filter(Files::isDirectory)).as("what is left").isEmpty();
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }
}
