package dev.pilotlight.cli.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ReadinessCommandTest {
    private final StringWriter out = new StringWriter();

    private CommandLine command() {
        return new CommandLine(new ReadinessCommand()).setOut(new PrintWriter(out));
    }

    @Tag("thorough")
    @Test
    void withoutImagesAndWithoutADrillItIsNotReadyAndSaysWhatToDo(@TempDir Path folder) throws IOException {
        Path report = folder.resolve("report.json");

        int code = command().execute("--cold", "--json", report.toString());

        assertThat(code).isEqualTo(1);
        assertThat(out.toString()).contains("NOT READY  images", "What to do: start the state machine sync-images");
        assertThat(Files.readString(report)).contains("\"verdict\" : \"NOT_READY\"");
    }
}
