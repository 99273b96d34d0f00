package dev.pilotlight.rehearsal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.twin.physics.Physics;
import dev.pilotlight.twin.service.ec2.ModelledHypervisor;
import dev.pilotlight.twin.time.RealTimeline;
import dev.pilotlight.twin.time.Timeline;
import dev.pilotlight.twin.wire.LoopbackServer;
import dev.pilotlight.twin.wire.Passage;
import dev.pilotlight.twin.world.FrontDoor;
import dev.pilotlight.twin.world.Twin;
import dev.pilotlight.twin.world.Walkthrough;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The modelled walk-through in real time, for people and other programs: its AWS listens on one loopback port, its
 * front door on another.
 */
public final class ServedStage implements AutoCloseable {
    private final Stage stage;
    private final LoopbackServer endpoint;
    private final LoopbackServer frontDoor;
    private final LoopbackClients clients;

    private ServedStage(Stage stage, LoopbackServer endpoint, LoopbackServer frontDoor, LoopbackClients clients) {
        this.stage = stage;
        this.endpoint = endpoint;
        this.frontDoor = frontDoor;
        this.clients = clients;
    }

    /**
     * Sets the world up and opens both ports.
     *
     * @param port of the twin's AWS; 0 for any free one
     * @param speed how many seconds pass in the twin while one passes here
     * @param onFailure told about every part of the twin that fails in the background
     * @throws LoopbackServer.PortBusyException when somebody else listens on the port
     */
    public static ServedStage open(
            Repository repository, ObjectNode plan, Physics physics, int port, int speed, Consumer<Throwable> onFailure)
            throws IOException {
        return open(repository, plan, physics, port, speed, onFailure, timeline -> List.of());
    }

    /**
     * The same, with something between every client and every service.
     *
     * @param passages made for the twin's timeline, from the outermost to the innermost
     */
    public static ServedStage open(
            Repository repository,
            ObjectNode plan,
            Physics physics,
            int port,
            int speed,
            Consumer<Throwable> onFailure,
            Function<Timeline, List<Passage>> passages)
            throws IOException {
        RealTimeline timeline = new RealTimeline(InstantSource.system(), speed, onFailure);
        Twin twin = new Twin(timeline, Walkthrough.modelled(timeline, physics), passages.apply(timeline));
        LoopbackServer endpoint = LoopbackServer.start(port, twin.front()::handle);
        LoopbackClients clients = new LoopbackClients(address(endpoint));
        Stage stage =
                Stage.set(repository, plan, twin, clients.clients(), ModelledHypervisor.complete("modelled:shop-base"));
        Walkthrough.watch(twin);
        FrontDoor visitors = new FrontDoor(Walkthrough.SHOP, twin::resolve, twin.internet(), timeline::now);
        return new ServedStage(stage, endpoint, LoopbackServer.start(0, visitors), clients);
    }

    public Stage stage() {
        return stage;
    }

    /** Where the twin's AWS listens. */
    public URI endpoint() {
        return address(endpoint);
    }

    /** Where a visitor's browser goes. */
    public URI frontDoor() {
        return address(frontDoor);
    }

    @Override
    public void close() {
        frontDoor.close();
        endpoint.close();
        clients.close();
    }

    private static URI address(LoopbackServer server) {
        return URI.create("http://127.0.0.1:" + server.port());
    }
}
