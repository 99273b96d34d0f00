package dev.pilotlight.cli.approval;

import dev.pilotlight.cli.WrongInputException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;

/** Which deployment of Pilot Light a command talks to: options, and what the surroundings say. */
final class Deployment {
    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "Where the deployment takes answers; found by the name of the stack otherwise.")
    private Optional<URI> url = Optional.empty();

    @Option(
            names = "--stack",
            paramLabel = "NAME",
            description = "The stack of the deployment; default: ${DEFAULT-VALUE}.",
            defaultValue = "pilot-light")
    private String stack = "pilot-light";

    @Option(
            names = "--region",
            paramLabel = "REGION",
            description = "The recovery Region; what the AWS configuration says otherwise.")
    private Optional<String> region = Optional.empty();

    /** The service, reached with the credentials that every AWS program finds. */
    ApprovalService service() {
        return service(
                UrlConnectionHttpClient.create(),
                DefaultCredentialsProvider.builder().build(),
                System.getenv());
    }

    private ApprovalService service(
            SdkHttpClient http, AwsCredentialsProvider credentials, Map<String, String> environment) {
        Optional<URI> endpoint = Optional.ofNullable(environment.get("AWS_ENDPOINT_URL"))
                .filter(text -> !text.isBlank())
                .map(URI::create);
        ApprovalUrl found = url.map(given -> ApprovalUrl.of(given, regionName()))
                .orElseGet(() -> ApprovalUrl.of(URI.create(parameter(http, credentials)), regionName()));
        return new ApprovalService(
                http, credentials, endpoint.map(found::behind).orElse(found));
    }

    private String parameter(SdkHttpClient http, AwsCredentialsProvider credentials) {
        String name = "/" + stack + "/approval-url";
        try (SsmClient parameters = SsmClient.builder()
                .httpClient(http)
                .credentialsProvider(credentials)
                .region(Region.of(regionName()))
                .build()) {
            return parameters.getParameter(get -> get.name(name)).parameter().value();
        } catch (ParameterNotFoundException absent) {
            throw new WrongInputException("--stack: there is no parameter " + name + " in " + regionName()
                    + "; name the stack with --stack, its Region with --region, or the address with --url");
        }
    }

    private String regionName() {
        try {
            return region.orElseGet(() ->
                    DefaultAwsRegionProviderChain.builder().build().getRegion().id());
        } catch (SdkException unset) {
            throw new WrongInputException(
                    "--region: no Region is configured; name the recovery Region with --region, or set AWS_REGION");
        }
    }
}
