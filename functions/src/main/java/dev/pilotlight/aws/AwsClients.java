package dev.pilotlight.aws;

import dev.pilotlight.plan.RegionName;
import dev.pilotlight.plan.RoutingEndpoint;
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
 * The AWS services this software talks to. Without a Region they are those of the Region it runs in; only what must
 * reach the other Region as well is asked for by Region. Clients are built when first asked for, and shared.
 */
public interface AwsClients {
    DynamoDbClient dynamoDb();

    S3Client s3();

    Ec2Client ec2(RegionName region);

    RdsClient rds(RegionName region);

    SsmClient ssm();

    SsmClient ssm(RegionName region);

    SnsClient sns();

    StsClient sts();

    SfnClient stepFunctions();

    CloudWatchClient cloudWatch(RegionName region);

    ElasticLoadBalancingV2Client loadBalancing();

    ElasticLoadBalancingV2Client loadBalancing(RegionName region);

    AutoScalingClient autoScaling();

    AutoScalingClient autoScaling(RegionName region);

    SecretsManagerClient secrets();

    SecretsManagerClient secrets(RegionName region);

    /** One of the five Regional endpoints of a routing cluster, each of which is asked by its own name. */
    Route53RecoveryClusterClient routing(RoutingEndpoint endpoint);

    LambdaClient lambda(RegionName region);

    /** IAM, whose one control plane lies in us-east-1: for looking ahead of time, never for a failover. */
    IamClient identities();

    /** Route 53's control plane, which lies in us-east-1 as well. */
    Route53Client names();

    /** Services that are asked one question only, of this Region. */
    JsonCalls json();
}
