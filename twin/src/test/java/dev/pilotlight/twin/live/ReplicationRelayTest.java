package dev.pilotlight.twin.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ReplicationRelayTest {
    private static final Duration DELAY = Duration.ofMillis(300);

    private final FreePorts ports = new FreePorts(11);
    private ServerSocket writerListener;
    private ReplicationRelay relay;
    private Socket standby;
    private Socket writer;

    @BeforeEach
    void connectThroughTheRelay() throws IOException {
        writerListener = new ServerSocket(ports.reserve().release(), 1, InetAddress.getLoopbackAddress());
        relay = new ReplicationRelay(ports.reserve(), writerListener.getLocalPort(), System::nanoTime);
        standby = new Socket(InetAddress.getLoopbackAddress(), relay.port());
        writer = writerListener.accept();
    }

    @AfterEach
    void hangUp() throws IOException {
        relay.close();
        standby.close();
        writer.close();
        writerListener.close();
    }

    @Test
    void bytesGoBothWays() throws IOException {
        send(standby, "START");
        assertThat(read(writer, 5)).isEqualTo("START");
        send(writer, "stream");
        assertThat(read(standby, 6)).isEqualTo("stream");
    }

    @Test
    void aShorterDelayLetsNothingOvertake() throws IOException {
        send(writer, "one ");
        assertThat(read(standby, 4)).isEqualTo("one ");
        relay.delay(DELAY);
        send(writer, "two ");
        relay.delay(Duration.ZERO);
        send(writer, "three");
        assertThat(read(standby, 9)).isEqualTo("two three");
    }

    @Test
    void aDelayHoldsEveryByteThatLong() throws IOException {
        relay.delay(DELAY);
        long sent = System.nanoTime();
        send(writer, "late");
        assertThat(read(standby, 4)).isEqualTo("late");
        assertThat(System.nanoTime() - sent).isGreaterThanOrEqualTo(DELAY.toNanos());
    }

    @Test
    void whatTheStandbySaysIsNotDelayed() throws IOException {
        relay.delay(Duration.ofHours(1));
        send(standby, "acknowledged");
        assertThat(read(writer, 12)).isEqualTo("acknowledged");
    }

    @Test
    void whenOnlyTheWriterEndsTheLastBytesStillArrive() throws IOException {
        relay.delay(DELAY);
        send(writer, "last words");
        writer.close();
        assertThat(new String(standby.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("last words");
    }

    @Test
    void aDisasterLosesWhatIsOnItsWay() throws IOException {
        relay.delay(DELAY);
        send(writer, "lost");
        relay.strike();
        assertThat(standby.getInputStream().read()).isEqualTo(-1);
        assertThat(answerToANewConnection()).isEqualTo(-1);
    }

    @Test
    void aStandbyThatHangsUpIsNoticedByTheWriter() throws IOException {
        standby.close();
        assertThat(writer.getInputStream().read()).isEqualTo(-1);
    }

    /** The system may take a connection a moment longer than the relay listens; nobody serves it. */
    private int answerToANewConnection() {
        try (Socket late = new Socket(InetAddress.getLoopbackAddress(), relay.port())) {
            return late.getInputStream().read();
        } catch (IOException e) {
            return -1;
        }
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String read(Socket socket, int count) throws IOException {
        return new String(socket.getInputStream().readNBytes(count), StandardCharsets.UTF_8);
    }
}
