package dev.pilotlight.rehearsal.memory;

import dev.pilotlight.aws.AwsClients;
import dev.pilotlight.plan.RegionName;
import dev.pilotlight.plan.RoutingEndpoint;
import java.lang.reflect.Proxy;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.route53recoverycluster.Route53RecoveryClusterClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * The SDK's clients with a memory: whatever the SDK has made of a request, or of an answer, it made of equal ones
 * before, so the second time neither is marshalled, signed or parsed again. Every call still goes to the twin at its
 * own moment. Serves any number of twins in virtual time, side by side.
 */
public final class RememberingClients implements AwsClients {
    private final AwsClients real;
    private final ConcurrentMap<String, SdkClient> clients = new ConcurrentHashMap<>();

    /** @param real makes the SDK's own clients over an HTTP client */
    public RememberingClients(Function<SdkHttpClient, AwsClients> real) {
        this.real = real.apply(Carriage.client());
    }

    @Override
    public DynamoDbClient dynamoDb() {
        return remembering(DynamoDbClient.class, "", real::dynamoDb);
    }

    @Override
    public S3Client s3() {
        return remembering(S3Client.class, "", real::s3);
    }

    @Override
    public Ec2Client ec2(RegionName region) {
        return remembering(Ec2Client.class, region.value(), () -> real.ec2(region));
    }

    @Override
    public RdsClient rds(RegionName region) {
        return remembering(RdsClient.class, region.value(), () -> real.rds(region));
    }

    @Override
    public SsmClient ssm() {
        return remembering(SsmClient.class, "", real::ssm);
    }

    @Override
    public SnsClient sns() {
        return remembering(SnsClient.class, "", real::sns);
    }

    @Override
    public StsClient sts() {
        return remembering(StsClient.class, "", real::sts);
    }

    @Override
    public SfnClient stepFunctions() {
        return remembering(SfnClient.class, "", real::stepFunctions);
    }

    @Override
    public CloudWatchClient cloudWatch(RegionName region) {
        return remembering(CloudWatchClient.class, region.value(), () -> real.cloudWatch(region));
    }

    @Override
    public ElasticLoadBalancingV2Client loadBalancing() {
        return remembering(ElasticLoadBalancingV2Client.class, "", real::loadBalancing);
    }

    @Override
    public AutoScalingClient autoScaling() {
        return remembering(AutoScalingClient.class, "", real::autoScaling);
    }

    @Override
    public SecretsManagerClient secrets() {
        return remembering(SecretsManagerClient.class, "", real::secrets);
    }

    @Override
    public Route53RecoveryClusterClient routing(RoutingEndpoint endpoint) {
        return remembering(Route53RecoveryClusterClient.class, endpoint.value(), () -> real.routing(endpoint));
    }

    @Override
    public LambdaClient lambda(RegionName region) {
        return remembering(LambdaClient.class, region.value(), () -> real.lambda(region));
    }

    private <C extends SdkClient> C remembering(Class<C> type, String where, Supplier<C> client) {
        return type.cast(clients.computeIfAbsent(type.getSimpleName() + " " + where, key -> type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(), new Class<?>[] {type}, new RememberingClient(client.get())))));
    }
}
