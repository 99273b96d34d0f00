package dev.pilotlight.aws;

import dev.pilotlight.plan.RegionName;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.Executors;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/** A program that nobody here wrote and that speaks AWS's protocols; {@code tools/outside} starts it and says where. */
public final class OtherAws {
    /** The environment's variable with its URL; without it, what needs the program is left out. */
    public static final String URL = "PILOT_LIGHT_OTHER_AWS";

    private OtherAws() {}

    /** The SDK's clients for it, with the limits that they have for AWS. */
    public static AwsClients clients() {
        return new SdkClients(
                UrlConnectionHttpClient.create(),
                StaticCredentialsProvider.create(AwsBasicCredentials.create("111111111111", "none")),
                new RegionName("us-west-2"),
                Optional.of(URI.create(System.getenv(URL))),
                () -> Executors.newScheduledThreadPool(
                        1, Thread.ofPlatform().daemon().factory()));
    }
}
