package dev.pilotlight.twin.live;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/**
 * Chooses free ports on the loopback address. They lie below the range from which operating systems take ports for
 * outgoing connections, so that nobody else is given one between its release and its use.
 */
public final class FreePorts {
    private static final int FIRST = 20_000;
    private static final int COUNT = 12_000;

    private int next;

    /** @param seed where to begin the search; two programs side by side give different ones, as their process ids */
    public FreePorts(long seed) {
        // Neighbouring seeds begin 97 ports apart: more than one run uses.
        this.next = Math.floorMod(seed * 97, COUNT);
    }

    /** Holds a port that is free now and that was not given out by this object in a long time. */
    public synchronized Reservation reserve() {
        for (int tries = 0; tries < COUNT; tries++) {
            int port = FIRST + next;
            next = (next + 1) % COUNT;
            try {
                return new Reservation(new ServerSocket(port, 1, InetAddress.getLoopbackAddress()));
            } catch (IOException e) {
                // Somebody listens there; the next one then.
            }
        }
        throw new IllegalStateException(
                "no port between " + FIRST + " and " + (FIRST + COUNT - 1) + " is free on the loopback address");
    }

    /** A port that nobody else can take until it is released to the one who will listen there. */
    public static final class Reservation implements AutoCloseable {
        private final ServerSocket socket;

        private Reservation(ServerSocket socket) {
            this.socket = socket;
        }

        public int port() {
            return socket.getLocalPort();
        }

        /** Frees the port for its user, who should take it at once. */
        public int release() {
            int port = port();
            close();
            return port;
        }

        @Override
        public void close() {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException("cannot release port " + port(), e);
            }
        }
    }
}
