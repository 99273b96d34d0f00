package dev.pilotlight.cli.rehearse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class RehearseCommandTest {
    private final StringWriter out = new StringWriter();

    @Test
    @Tag("thorough")
    void aWalkDoesNotFailForSitesThatItHasNotReached() {
        CommandLine command = new CommandLine(new RehearseCommand()).setOut(new PrintWriter(out, true));

        assertThat(command.execute("--scenario", "false-alarm", "--walk", "1", "--workers", "1"))
                .as(out.toString())
                .isZero();

        assertThat(out.toString()).contains("Every invariant held in every performance.");
    }

    @Test
    void aStrategyThatThereIsNotIsRefusedByItsName() {
        CommandLine command = new CommandLine(new RehearseCommand())
                .setOut(new PrintWriter(out, true))
                .setExecutionExceptionHandler((failure, _, _) -> {
                    out.write(String.valueOf(failure.getMessage()));
                    return 2;
                });

        assertThat(command.execute("--strategy", "sideways")).isEqualTo(2);

        assertThat(out.toString()).isEqualTo("--strategy is 'sideways'; write detach or managed");
    }
}
