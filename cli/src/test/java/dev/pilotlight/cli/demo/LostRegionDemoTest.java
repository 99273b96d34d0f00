package dev.pilotlight.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilotlight.rehearsal.Repository;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo in which a whole Region is lost, with the alarm that lives there. */
@Tag("thorough")
class LostRegionDemoTest {
    private static final Path REPOSITORY = Repository.around(Path.of("")).root();

    @Test
    void aRegionThatIsGoneWithItsAlarmFailsOverThroughTheWitness(@TempDir Path directory)
            throws IOException, InterruptedException {
        DemoProcess region = DemoProcess.start(
                REPOSITORY, directory.resolve("cache"), directory.resolve("region.log"), "--disaster", "region");
        assertThat(region.exit()).as(region.printed()).isZero();
        assertThat(region.printed())
                .contains("The witness in us-east-2", "Orders are accepted again, served by shop-west.")
                .doesNotContain("The alarm 'shop-down' started");
    }
}
