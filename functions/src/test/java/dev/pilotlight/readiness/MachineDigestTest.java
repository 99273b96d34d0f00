package dev.pilotlight.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MachineDigestTest {
    private static final Path MACHINES = Path.of("..", "statemachine");

    @Test
    void theFunctionsKnowTheMachinesOfTheRepository() throws IOException {
        assertThat(MachineDigest.built()).isNotEmpty();
        try (Stream<Path> files = Files.list(MACHINES)) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".asl.json", "")))
                    .containsExactlyInAnyOrderElementsOf(MachineDigest.built().keySet());
        }
        MachineDigest.built()
                .forEach((name, digest) -> assertThat(MachineDigest.of(read(name)))
                        .as("%s: run ./pilotlight format", name)
                        .isEqualTo(digest));
    }

    @Test
    void whatIsDeployedFromItIsTheSame() {
        String file = "{\"Resource\": \"${CloseRecordFunctionArn}\",\n  \"Comment\": \"two  blanks\"}";
        for (String name : new String[] {"pilot-light-CloseRecordFunction-1A2b3C4d5E6f", "CloseRecord"}) {
            String deployed = "{\"Resource\":\"arn:aws:lambda:us-west-2:111111111111:function:" + name
                    + "\",\"Comment\":\"two  blanks\"}";
            assertThat(MachineDigest.of(deployed)).isEqualTo(MachineDigest.of(file));
        }
    }

    @Test
    void anotherFunctionOrAnotherTextIsAnother() {
        String one = "{\"Resource\":\"${CloseRecordFunctionArn}\",\"Comment\":\"two  blanks\"}";
        assertThat(MachineDigest.of(one))
                .isNotEqualTo(MachineDigest.of(one.replace("CloseRecord", "OpenRecord")))
                .isNotEqualTo(MachineDigest.of(one.replace("two  blanks", "two blanks")));
    }

    private static String read(String name) {
        try {
            return Files.readString(MACHINES.resolve(name + ".asl.json"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
