package dev.pilotlight.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilotlight.twin.wire.HttpResponse;
import dev.pilotlight.twin.wire.LoopbackServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class PilotLightTest {
    private final StringWriter errors = new StringWriter();

    @Test
    void aBusyPortIsNamedAndEndsWithWrongInput() throws IOException {
        try (LoopbackServer other = LoopbackServer.start(0, request -> HttpResponse.of(200, "text/plain", "mine"))) {
            int exit = run("twin", "--port", Integer.toString(other.port()));

            assertThat(exit).isEqualTo(PilotLight.WRONG_INPUT);
            assertThat(errors.toString())
                    .isEqualToIgnoringNewLines("pilotlight: --port: port " + other.port()
                            + " of 127.0.0.1 is in use; choose another, or 0 for a free one");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "twin, --port, 70000, '--port is 70000; give a number from 0 to 65535'",
        "twin, --plan, no-such.yaml, '--plan: cannot read the plan no-such.yaml'",
        "twin, --calls, no/such/file, '--calls: no/such/file cannot be written; name a file in a folder that exists'",
        "twin, --speed, 0, '--speed is 0; give a number from 1 to 100'",
        "demo, --window, 0s, '--window is ''0s''; give at least 1s, in whole seconds'",
        "demo, --window, soon, '--window is ''soon''; write a duration like 500ms, 2s or 1m'",
        "demo, --replication-lag, -2s, '--replication-lag is ''-2s''; write a duration like 500ms, 2s or 1m'"
    })
    void aWrongOptionIsNamedWithWhatToWrite(String command, String option, String value, String message) {
        assertThat(run(command, option + "=" + value)).isEqualTo(PilotLight.WRONG_INPUT);
        assertThat(errors.toString()).isEqualToIgnoringNewLines("pilotlight: " + message);
    }

    @Test
    void anUnknownCommandEndsWithWrongInput() {
        assertThat(run("fail-over")).isEqualTo(PilotLight.WRONG_INPUT);
    }

    private int run(String... arguments) {
        CommandLine command = PilotLight.commandLine();
        command.setErr(new PrintWriter(errors, true));
        return command.execute(arguments);
    }
}
