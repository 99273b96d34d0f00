package dev.pilotlight.twin.live;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.LongSupplier;

/**
 * The distance between two Regions on one machine: a relay between a standby and its writer that hands the writer's
 * bytes on only after a delay. When disaster strikes, what is still on its way never arrives.
 */
public final class ReplicationRelay implements AutoCloseable {
    private static final int CHUNK = 1 << 16;
    private static final int CHUNKS_ON_THE_WAY = 4_096;
    private static final int CONNECT_LIMIT_MILLIS = 2_000;

    private final ServerSocket listener;
    private final int writerPort;
    private final LongSupplier nanoTime;
    private final Set<Closeable> open = ConcurrentHashMap.newKeySet();
    private volatile Duration delay = Duration.ZERO;
    private volatile boolean struck;

    /**
     * Listens on a port of its own, without delay at first.
     *
     * @param writerPort the writer's local port
     * @param nanoTime a clock that never jumps, in nanoseconds
     */
    public ReplicationRelay(FreePorts.Reservation port, int writerPort, LongSupplier nanoTime) {
        this.writerPort = writerPort;
        this.nanoTime = nanoTime;
        try {
            listener = new ServerSocket(port.release(), 16, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException("the relay cannot listen on port " + port.port(), e);
        }
        open.add(listener);
        run("relay-listener", this::accept);
    }

    /** The local port a standby connects to. */
    public int port() {
        return listener.getLocalPort();
    }

    /** Delays every byte that comes from the writer from now on; best set once the standby is following. */
    public void delay(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("the delay " + duration + " is negative");
        }
        delay = duration;
    }

    /** Cuts the connection between the Regions for good and loses what was on its way. */
    public void strike() {
        struck = true;
        open.forEach(ReplicationRelay::closeQuietly);
    }

    @Override
    public void close() {
        strike();
    }

    private void accept() throws IOException {
        while (!struck) {
            Socket standby = listener.accept();
            run("relay-connection", () -> new Crossing(standby, new Socket()).collect());
        }
    }

    /** One connection between the standby and the writer. */
    private final class Crossing {
        private final Socket standby;
        private final Socket writer;
        private final BlockingQueue<Chunk> onTheWay = new LinkedBlockingQueue<>(CHUNKS_ON_THE_WAY);

        private Crossing(Socket standby, Socket writer) {
            this.standby = standby;
            this.writer = writer;
        }

        /** Takes what the writer says, until it hangs up; what is on its way then still arrives. */
        private void collect() throws IOException, InterruptedException {
            open.add(standby);
            open.add(writer);
            try {
                begin();
                byte[] buffer = new byte[CHUNK];
                InputStream fromWriter = writer.getInputStream();
                for (int count = fromWriter.read(buffer); count >= 0; count = fromWriter.read(buffer)) {
                    send(Arrays.copyOf(buffer, count));
                }
            } finally {
                send(Chunk.NOTHING_MORE);
            }
        }

        private void begin() throws IOException {
            run("relay-deliveries", this::deliver);
            if (struck) {
                throw new SocketException("the Regions are cut off from each other");
            }
            writer.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), writerPort), CONNECT_LIMIT_MILLIS);
            writer.setTcpNoDelay(true);
            standby.setTcpNoDelay(true);
            run("relay-requests", this::forward);
        }

        private void send(byte[] bytes) throws InterruptedException {
            onTheWay.put(new Chunk(nanoTime.getAsLong() + delay.toNanos(), bytes));
        }

        private void deliver() throws IOException, InterruptedException {
            try {
                OutputStream toStandby = standby.getOutputStream();
                for (Chunk chunk = onTheWay.take(); !chunk.isLast(); chunk = onTheWay.take()) {
                    Thread.sleep(Duration.ofNanos(Math.max(0, chunk.due - nanoTime.getAsLong())));
                    if (struck) {
                        return;
                    }
                    toStandby.write(chunk.bytes);
                }
            } finally {
                hangUp();
            }
        }

        /** What the standby says travels without delay: acknowledgements, mostly. */
        private void forward() throws IOException {
            try {
                standby.getInputStream().transferTo(writer.getOutputStream());
            } finally {
                closeQuietly(writer);
            }
        }

        private void hangUp() {
            closeQuietly(standby);
            closeQuietly(writer);
            open.remove(standby);
            open.remove(writer);
            // A collector that waits for room must find some, to see that its writer is gone.
            onTheWay.clear();
        }
    }

    private void run(String name, Work work) {
        Thread.ofVirtual().name(name).start(() -> {
            try {
                work.run();
            } catch (IOException e) {
                // One side hung up; the standby connects again when it wants to.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private static void closeQuietly(Closeable resource) {
        try {
            resource.close();
        } catch (IOException e) {
            // Closed is what it was to be.
        }
    }

    /** Bytes with the moment they are due; none means that no more will come. */
    private static final class Chunk {
        private static final byte[] NOTHING_MORE = {};

        private final long due;
        private final byte[] bytes;

        private Chunk(long due, byte[] bytes) {
            this.due = due;
            this.bytes = bytes;
        }

        private boolean isLast() {
            return bytes.length == 0;
        }
    }

    @FunctionalInterface
    private interface Work {
        void run() throws IOException, InterruptedException;
    }
}
