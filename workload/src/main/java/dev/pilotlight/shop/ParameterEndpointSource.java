package dev.pilotlight.shop;

import java.time.Duration;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.auth.credentials.InstanceProfileCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.ssm.SsmClient;

/** Reads the endpoint from a parameter of AWS Systems Manager in the shop's own Region. */
final class ParameterEndpointSource implements EndpointSource {
    private static final Duration CALL_LIMIT = Duration.ofMillis(800);

    private final Supplier<SsmClient> client;
    private final String parameter;

    ParameterEndpointSource(Supplier<SsmClient> client, String parameter) {
        this.client = client;
        this.parameter = parameter;
    }

    /** A client that gives up in time for a visitor; the next request is the retry. */
    static SsmClient client(Settings settings) {
        return SsmClient.builder()
                .region(Region.of(settings.region()))
                .credentialsProvider(credentials(settings))
                .httpClient(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CALL_LIMIT)
                        .socketTimeout(CALL_LIMIT)
                        .build())
                .overrideConfiguration(override ->
                        override.apiCallTimeout(CALL_LIMIT).retryStrategy(DefaultRetryStrategy.doNotRetry()))
                .build();
    }

    @Override
    public Endpoint current() {
        try {
            return Endpoint.parse(client.get()
                    .getParameter(request -> request.name(parameter))
                    .parameter()
                    .value());
        } catch (SdkException e) {
            throw new UnavailableException("The parameter " + parameter + " cannot be read.", e);
        } catch (IllegalArgumentException e) {
            throw new UnavailableException("The parameter " + parameter + " names no endpoint: " + e.getMessage(), e);
        }
    }

    private static AwsCredentialsProvider credentials(Settings settings) {
        return settings.credentialsInEnvironment()
                ? EnvironmentVariableCredentialsProvider.create()
                : InstanceProfileCredentialsProvider.create();
    }
}
