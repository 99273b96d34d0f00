package dev.pilotlight.traffic;

import dev.pilotlight.aws.AwsErrors;
import dev.pilotlight.plan.TrafficSwitch.LatchedMetric;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.StandardUnit;

/** A metric of Amazon CloudWatch in the recovery Region, without dimensions. */
public final class CloudWatchSwitchMetric implements SwitchMetric {
    private final CloudWatchClient cloudWatch;

    public CloudWatchSwitchMetric(CloudWatchClient cloudWatch) {
        this.cloudWatch = cloudWatch;
    }

    @Override
    public void publish(LatchedMetric metric, boolean primaryServes) {
        MetricDatum sample = MetricDatum.builder()
                .metricName(metric.metric())
                .unit(StandardUnit.NONE)
                .value(primaryServes ? 1.0 : 0.0)
                .build();
        try {
            cloudWatch.putMetricData(put -> put.namespace(metric.namespace()).metricData(sample));
        } catch (SdkException failure) {
            throw AwsErrors.translate(failure);
        }
    }
}
