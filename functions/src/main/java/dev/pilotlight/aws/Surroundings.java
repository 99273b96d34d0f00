package dev.pilotlight.aws;

import static java.util.Objects.requireNonNull;

import dev.pilotlight.plan.RegionName;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/**
 * Everything around a function that it cannot make itself. On Lambda {@link #ofLambda} makes it; a rehearsal hands in
 * another clock, another network and other settings.
 *
 * @param clock the wall clock
 * @param nanoTime a monotonic clock in nanoseconds, for deadlines within one call
 * @param nonces texts that are never given to two calls
 * @param clients the AWS services
 * @param sites the HTTP client for probing sites, which signs nothing and keeps no cookies
 * @param settings what the deployment told us
 * @param plans what was read before
 */
public record Surroundings(
        InstantSource clock,
        LongSupplier nanoTime,
        Supplier<String> nonces,
        AwsClients clients,
        SdkHttpClient sites,
        Settings settings,
        KnownPlans plans) {
    public Surroundings {
        requireNonNull(clock);
        requireNonNull(nanoTime);
        requireNonNull(nonces);
        requireNonNull(clients);
        requireNonNull(sites);
        requireNonNull(settings);
        requireNonNull(plans);
    }

    /** Surroundings in which no plan was read before. */
    public Surroundings(
            InstantSource clock,
            LongSupplier nanoTime,
            Supplier<String> nonces,
            AwsClients clients,
            SdkHttpClient sites,
            Settings settings) {
        this(clock, nanoTime, nonces, clients, sites, settings, new KnownPlans());
    }

    /**
     * The surroundings of a function on Lambda: the only place that reads clock, chance, environment and credentials.
     */
    public static Surroundings ofLambda() {
        Settings settings = Settings.from(System.getenv());
        return onLambda(settings, settings.region());
    }

    /** The surroundings of a witness on Lambda, which runs in another Region than its table lies in. */
    public static Surroundings ofWitness() {
        return onLambda(Settings.ofWitness(System.getenv()), Settings.recoveryRegion(System.getenv()));
    }

    /** @param home the Region of the table and everything else that is ours */
    private static Surroundings onLambda(Settings settings, RegionName home) {
        SdkHttpClient http = UrlConnectionHttpClient.builder()
                .connectionTimeout(SdkClients.ATTEMPT_LIMIT)
                .socketTimeout(SdkClients.ATTEMPT_LIMIT)
                .build();
        ScheduledExecutorService timers = Executors.newScheduledThreadPool(
                1, Thread.ofPlatform().daemon().name("call-limits").factory());
        AwsClients clients = new SdkClients(
                http, EnvironmentVariableCredentialsProvider.create(), home, Optional.empty(), () -> timers);
        return new Surroundings(
                InstantSource.system(),
                System::nanoTime,
                () -> UUID.randomUUID().toString(),
                clients,
                http,
                settings);
    }
}
