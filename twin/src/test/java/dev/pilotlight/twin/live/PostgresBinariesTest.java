package dev.pilotlight.twin.live;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresBinariesTest {
    @Test
    void aMachineWithoutBinariesIsToldWhatToDo(@TempDir Path cache) {
        assertThatThrownBy(() -> PostgresBinaries.unpack(cache, "Linux", "riscv64"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Linux on riscv64")
                .hasMessageContaining("postgres-linux-riscv64.txz")
                .hasMessageContaining("simulation");
    }
}
