package dev.pilotlight.twin.live;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** An instance as a real process, started from an image. */
public final class InstanceProcess {
    private static final int PROBE_LIMIT_MILLIS = 1_000;

    private final Path directory;
    private final Process process;
    private final int port;
    private final String healthPath;

    private InstanceProcess(Path directory, Process process, int port, String healthPath) {
        this.directory = directory;
        this.process = process;
        this.port = port;
        this.healthPath = healthPath;
    }

    /**
     * Unpacks the image and starts what its launch descriptor says; returns while that still boots.
     *
     * @param id names the instance's directory and log in the run directory
     * @param java the Java program that an image may ask for
     * @param environment what the cloud tells the instance: its Region, its endpoints, its credentials
     * @throws CorruptImageException when the image is damaged or no image of an instance
     */
    public static InstanceProcess launch(
            RunDirectory run,
            String id,
            ImageArtifact image,
            Path java,
            FreePorts.Reservation reservation,
            Map<String, String> environment) {
        Path directory = run.path().resolve(id);
        image.unpack(directory);
        LaunchDescriptor descriptor = LaunchDescriptor.read(directory);
        int port = reservation.port();
        Map<String, String> all = new LinkedHashMap<>(environment);
        all.putAll(descriptor.environment(java, port));
        reservation.release();
        Process process = run.start(
                descriptor.command(java, port), directory, all, run.path().resolve(id + ".log"));
        return new InstanceProcess(directory, process, port, descriptor.health());
    }

    /** The local port the instance serves on. */
    public int port() {
        return port;
    }

    /** Whether the process lives, whatever it does. */
    public boolean runs() {
        return process.isAlive();
    }

    /** Whether the machine is up as far as its network goes: something listens on its port. */
    public boolean listens() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PROBE_LIMIT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether its health check answers 200 now; takes a second at most. */
    public boolean answers() {
        if (!runs()) {
            return false;
        }
        try {
            URI health = URI.create("http://127.0.0.1:" + port + healthPath);
            HttpURLConnection connection = (HttpURLConnection) health.toURL().openConnection(Proxy.NO_PROXY);
            connection.setConnectTimeout(PROBE_LIMIT_MILLIS);
            connection.setReadTimeout(PROBE_LIMIT_MILLIS);
            try {
                return connection.getResponseCode() == 200;
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            return false;
        }
    }

    /** Makes an image of the running instance, as CreateImage without a reboot does. */
    public ImageArtifact createImage(Path file) {
        return ImageArtifact.create(directory, file);
    }

    /** Asks the process to end, and kills it when it has not within the given time. */
    public void terminate(Duration patience) {
        process.destroy();
        if (!ProcessIdentity.awaitNoticed(process, patience)) {
            kill();
        }
    }

    /** Kills the process as a disaster would. */
    public void kill() {
        if (process.isAlive()) {
            ProcessIdentity.of(process.pid()).ifPresent(ProcessIdentity::killWithDescendants);
        }
        ProcessIdentity.awaitNoticed(process, ProcessIdentity.KILL_LIMIT);
    }
}
