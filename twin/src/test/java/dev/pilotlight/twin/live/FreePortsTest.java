package dev.pilotlight.twin.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class FreePortsTest {
    @Test
    void aReservedPortIsNobodyElsesUntilItIsReleased() throws Exception {
        try (FreePorts.Reservation reservation = new FreePorts(1).reserve()) {
            assertThatThrownBy(() -> listen(reservation.port())).isInstanceOf(BindException.class);
            try (ServerSocket user = listen(reservation.release())) {
                assertThat(user.getLocalPort()).isEqualTo(reservation.port());
            }
        }
    }

    @Test
    void twoProgramsWithTheSameSeedGetDifferentPorts() {
        try (FreePorts.Reservation one = new FreePorts(7).reserve();
                FreePorts.Reservation other = new FreePorts(7).reserve()) {
            assertThat(one.port()).isNotEqualTo(other.port());
        }
    }

    @Test
    void aReleasedPortIsNotGivenOutAgainSoon() {
        FreePorts ports = new FreePorts(9);
        int first = ports.reserve().release();
        int second = ports.reserve().release();
        assertThat(second).isNotEqualTo(first);
    }

    private static ServerSocket listen(int port) throws Exception {
        return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
    }
}
