package dev.pilotlight.twin.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class InstanceProcessTest {
    private static final Path JAVA =
            Path.of(ProcessHandle.current().info().command().orElseThrow());

    @TempDir
    private Path directory;

    private final FreePorts ports = new FreePorts(13);
    private RunDirectory run;

    @BeforeEach
    void openRun() {
        run = RunDirectory.open(directory.resolve("runs"));
    }

    @AfterEach
    void closeRun() {
        run.close();
    }

    @Test
    void anInstanceServesFromItsImageUntilItIsEnded() throws Exception {
        InstanceProcess instance = launch("i-1", image());
        awaitAnswer(instance);

        ImageArtifact again = instance.createImage(directory.resolve("ami-2.zip"));
        InstanceProcess second = launch("i-2", again);
        awaitAnswer(second);
        assertThat(second.port()).isNotEqualTo(instance.port());

        instance.kill();
        assertThat(instance.runs()).isFalse();
        assertThat(instance.answers()).isFalse();
        assertThat(second.answers()).isTrue();
        second.terminate(Duration.ofSeconds(5));
        assertThat(second.runs()).isFalse();
    }

    @Test
    void anImageWithoutALaunchDescriptorStartsNothing() throws Exception {
        Path empty = Files.createDirectory(directory.resolve("empty"));
        Files.writeString(empty.resolve("readme"), "nothing to start");
        ImageArtifact image = ImageArtifact.create(empty, directory.resolve("ami-3.zip"));
        assertThatThrownBy(() -> launch("i-3", image))
                .isInstanceOf(CorruptImageException.class)
                .hasMessageContaining("launch.json");
    }

    private InstanceProcess launch(String id, ImageArtifact image) {
        return InstanceProcess.launch(run, id, image, JAVA, ports.reserve(), Map.of("AWS_REGION", "us-west-2"));
    }

    private ImageArtifact image() throws Exception {
        Path source = Files.createDirectory(directory.resolve("source"));
        Files.writeString(source.resolve("launch.json"), """
                {"command": ["${java}", "-XX:TieredStopAtLevel=1", "Server.java"],
                 "environment": {"PORT": "${port}"},
                 "health": "/health"}
                """);
        Files.writeString(source.resolve("Server.java"), """
                import com.sun.net.httpserver.HttpServer;
                import java.net.InetSocketAddress;
                class Server {
                    public static void main(String[] arguments) throws Exception {
                        int port = Integer.parseInt(System.getenv("PORT"));
                        var server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
                        server.createContext("/health", exchange -> {
                            boolean placed = System.getenv("AWS_REGION").equals("us-west-2");
                            exchange.sendResponseHeaders(placed ? 200 : 503, -1);
                            exchange.close();
                        });
                        server.start();
                    }
                }
                """);
        return ImageArtifact.create(source, directory.resolve("ami-1.zip"));
    }

    private static void awaitAnswer(InstanceProcess instance) throws InterruptedException {
        while (!instance.answers()) {
            assertThat(instance.runs()).isTrue();
            Thread.sleep(20);
        }
    }
}
