package dev.pilotlight.rehearsal;

import dev.pilotlight.aws.SdkClients;
import dev.pilotlight.plan.RegionName;
import dev.pilotlight.twin.world.Walkthrough;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/** The functions' way to a twin that listens on a loopback port: the AWS SDK as it is on Lambda, over real sockets. */
final class LoopbackClients implements AutoCloseable {
    private final SdkHttpClient http = UrlConnectionHttpClient.create();
    private final ScheduledExecutorService timers = Executors.newScheduledThreadPool(
            1, Thread.ofPlatform().daemon().name("call-limits").factory());
    private final SdkClients clients;

    /** @param endpoint where the twin listens */
    LoopbackClients(URI endpoint) {
        this.clients = new SdkClients(
                http,
                DeployedFunctions.credentials(),
                new RegionName(Walkthrough.RECOVERY),
                Optional.of(endpoint),
                () -> timers);
    }

    SdkClients clients() {
        return clients;
    }

    @Override
    public void close() {
        timers.shutdownNow();
        http.close();
    }
}
