package dev.pilotlight.aws;

import dev.pilotlight.plan.RegionName;
import dev.pilotlight.plan.RoutingEndpoint;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53recoverycluster.Route53RecoveryClusterClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * The AWS SDK's clients: explicit Region, a call answers within three seconds or fails, and nothing is retried here,
 * because the state machine is the one layer that retries.
 */
public final class SdkClients implements AwsClients {
    /** A single attempt; the call's limit is a second longer, so that the attempt's is the one that is reached. */
    public static final Duration ATTEMPT_LIMIT = Duration.ofSeconds(2);

    public static final Duration CALL_LIMIT = Duration.ofSeconds(3);

    /** Where the control planes of the services lie that are the same in every Region. */
    private static final RegionName GLOBAL = new RegionName("us-east-1");

    private final SdkHttpClient http;
    private final AwsCredentialsProvider credentials;
    private final RegionName own;
    private final Optional<URI> endpoint;
    private final Supplier<ScheduledExecutorService> timers;
    private final ConcurrentMap<String, SdkClient> clients = new ConcurrentHashMap<>();

    /**
     * @param own the Region this software runs in
     * @param endpoint where every service answers instead of at AWS, for a twin
     * @param timers what the call limits are timed with
     */
    public SdkClients(
            SdkHttpClient http,
            AwsCredentialsProvider credentials,
            RegionName own,
            Optional<URI> endpoint,
            Supplier<ScheduledExecutorService> timers) {
        this.http = http;
        this.credentials = credentials;
        this.own = own;
        this.endpoint = endpoint;
        this.timers = timers;
    }

    @Override
    public DynamoDbClient dynamoDb() {
        return shared(DynamoDbClient.class, own, DynamoDbClient::builder);
    }

    @Override
    public S3Client s3() {
        return shared(S3Client.class, own, () -> S3Client.builder().forcePathStyle(endpoint.isPresent()));
    }

    @Override
    public Ec2Client ec2(RegionName region) {
        return shared(Ec2Client.class, region, Ec2Client::builder);
    }

    @Override
    public RdsClient rds(RegionName region) {
        return shared(RdsClient.class, region, RdsClient::builder);
    }

    @Override
    public SsmClient ssm() {
        return ssm(own);
    }

    @Override
    public SsmClient ssm(RegionName region) {
        return shared(SsmClient.class, region, SsmClient::builder);
    }

    @Override
    public SnsClient sns() {
        return shared(SnsClient.class, own, SnsClient::builder);
    }

    @Override
    public StsClient sts() {
        return shared(StsClient.class, own, StsClient::builder);
    }

    @Override
    public SfnClient stepFunctions() {
        return shared(SfnClient.class, own, SfnClient::builder);
    }

    @Override
    public CloudWatchClient cloudWatch(RegionName region) {
        return shared(CloudWatchClient.class, region, CloudWatchClient::builder);
    }

    @Override
    public ElasticLoadBalancingV2Client loadBalancing() {
        return loadBalancing(own);
    }

    @Override
    public ElasticLoadBalancingV2Client loadBalancing(RegionName region) {
        return shared(ElasticLoadBalancingV2Client.class, region, ElasticLoadBalancingV2Client::builder);
    }

    @Override
    public AutoScalingClient autoScaling() {
        return autoScaling(own);
    }

    @Override
    public AutoScalingClient autoScaling(RegionName region) {
        return shared(AutoScalingClient.class, region, AutoScalingClient::builder);
    }

    @Override
    public SecretsManagerClient secrets() {
        return secrets(own);
    }

    @Override
    public SecretsManagerClient secrets(RegionName region) {
        return shared(SecretsManagerClient.class, region, SecretsManagerClient::builder);
    }

    @Override
    public Route53RecoveryClusterClient routing(RoutingEndpoint routing) {
        return Route53RecoveryClusterClient.class.cast(clients.computeIfAbsent(
                routing.value(),
                _ -> built(Route53RecoveryClusterClient.builder().endpointOverride(routing.uri()), routing.region())));
    }

    @Override
    public LambdaClient lambda(RegionName region) {
        return shared(LambdaClient.class, region, LambdaClient::builder);
    }

    @Override
    public IamClient identities() {
        return shared(IamClient.class, GLOBAL, IamClient::builder);
    }

    @Override
    public Route53Client names() {
        return shared(Route53Client.class, GLOBAL, Route53Client::builder);
    }

    @Override
    public JsonCalls json() {
        return new JsonCalls(http, credentials, own, endpoint);
    }

    private <C extends SdkClient, B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>> C shared(
            Class<C> type, RegionName region, Supplier<B> builder) {
        return type.cast(
                clients.computeIfAbsent(type.getSimpleName() + " " + region, key -> built(builder.get(), region)));
    }

    private <C extends SdkClient, B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>> C built(
            B builder, RegionName region) {
        builder.httpClient(http)
                .credentialsProvider(credentials)
                .region(Region.of(region.value()))
                .overrideConfiguration(ClientOverrideConfiguration.builder()
                        .apiCallAttemptTimeout(ATTEMPT_LIMIT)
                        .apiCallTimeout(CALL_LIMIT)
                        .retryStrategy(DefaultRetryStrategy.doNotRetry())
                        .scheduledExecutorService(timers.get())
                        .build());
        endpoint.ifPresent(builder::endpointOverride);
        return builder.build();
    }
}
